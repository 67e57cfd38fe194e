import { firstStatus, isKind, type Kind, phaseOf } from "~/tickets/ticket.ts";

/** A type or status as a former forum calls it. */
export type Named = { id?: string | undefined; name?: string | undefined } | undefined;

/*
 * Types and statuses were lists of their owner's own, in any language, with numbers of their own. So they are told by
 * their words, then by the numbers that accounts began with; what is left is named in the report.
 */

/** What an admin says of words that nobody else knows: `{ "types": { "Tickets": "problem" }, "statuses": { … } }`. */
export interface WordMap {
  types?: Record<string, string>;
  statuses?: Record<string, string>;
}

const kindWords: Record<Kind, string> = {
  question: "question questions вопрос вопросы питання запитання frage fragen pregunta vraag",
  problem: "bug bugs problem problems issue error ошибка ошибки проблема проблемы баг помилка проблеми fehler problema",
  idea: "idea ideas suggestion feature идея идеи предложение пожелание ідея ідеї пропозиція побажання idee ideen",
  thanks: "praise thanks kudos благодарность благодарности спасибо похвала отзыв подяка подяки дякую lob dank",
};

type Step = "new" | "review" | "planned" | "started" | "waiting" | "answered" | "done" | "declined" | "closed";

const stepWords: Record<Step, string[]> = {
  new: ["new", "новый", "новая", "новое", "новий", "нова", "нове", "neu", "open", "открыт", "відкрито"],
  review: [
    "under review",
    "in review",
    "на рассмотрении",
    "рассматривается",
    "на розгляді",
    "розглядається",
    "in prüfung",
  ],
  planned: ["planned", "запланировано", "запланирована", "запланирован", "заплановано", "geplant"],
  started: ["started", "in progress", "в работе", "в процессе", "начато", "в роботі", "виконується", "in bearbeitung"],
  waiting: ["needs info", "waiting for user", "ждёт ответа", "ожидает ответа", "нужны подробности", "очікує відповіді"],
  answered: [
    "answered",
    "есть ответ",
    "отвечено",
    "отвечен",
    "дан ответ",
    "є відповідь",
    "надано відповідь",
    "beantwortet",
  ],
  done: [
    "completed",
    "done",
    "solved",
    "fixed",
    "implemented",
    "выполнено",
    "завершено",
    "решено",
    "исправлено",
    "сделано",
    "виконано",
    "вирішено",
    "виправлено",
    "зроблено",
    "fertiggestellt",
    "erledigt",
  ],
  declined: ["declined", "rejected", "отклонено", "отклонён", "отклонен", "відхилено", "abgelehnt"],
  closed: ["closed", "закрыто", "закрыт", "закрыта", "закрито", "geschlossen"],
};

/** The numbers of accounts old and new, which do not overlap. */
const stepIds: Record<string, Step> = {
  0: "new",
  1: "new",
  2: "started",
  3: "answered",
  4: "closed",
  5: "declined",
  6: "planned",
  7: "done",
  17: "review",
  18: "planned",
  19: "started",
  20: "done",
};

type Statuses = Record<Exclude<Kind, "thanks">, string>;

const statusOfStep: Record<Step, Statuses> = {
  new: { question: "new", problem: "new", idea: "new" },
  review: { question: "in_progress", problem: "in_progress", idea: "under_review" },
  planned: { question: "in_progress", problem: "confirmed", idea: "planned" },
  started: { question: "in_progress", problem: "in_progress", idea: "started" },
  waiting: { question: "needs_info", problem: "needs_info", idea: "under_review" },
  answered: { question: "answered", problem: "fixed", idea: "under_review" },
  done: { question: "answered", problem: "fixed", idea: "completed" },
  declined: { question: "declined", problem: "will_not_fix", idea: "declined" },
  closed: { question: "declined", problem: "will_not_fix", idea: "declined" },
};

/** Where the files name no status: a question is answered once the team has spoken, an idea is not done by that. */
const statusOfSpoken: Statuses = { question: "answered", problem: "in_progress", idea: "under_review" };

const plain = (text: string) => text.toLowerCase().replace(/\s+/g, " ").trim();

/** Undefined for words that nobody knows. "Bug/Problem" is told by either. */
export function kindOf(type: Named, { types = {} }: WordMap): Kind | undefined {
  const name = type?.name ?? "";
  const said = types[name];
  if (isKind(said)) return said;
  const parts = plain(name).split(/[^\p{L}]+/u);
  return (Object.keys(kindWords) as Kind[]).find((kind) =>
    kindWords[kind].split(" ").some((word) => parts.includes(word)),
  );
}

/** The key of one of the kind's statuses; undefined for words that nobody knows. */
export function statusOf(
  status: Named,
  kind: Kind,
  { statuses = {} }: WordMap,
): { key: string; cause?: Cause } | undefined {
  if (kind === "thanks") return { key: firstStatus(kind) };
  const name = status?.name ?? "";
  // Ours as they are: files made for this forum use them.
  const said = statuses[name] ?? plain(name);
  if (phaseOf(kind, said)) return { key: said, cause: phaseOf(kind, said) === "closed" ? "declined" : undefined };
  const step = stepOf(status);
  if (!step) return undefined;
  return { key: statusOfStep[step][kind], cause: step === "declined" || step === "closed" ? step : undefined };
}

export type Cause = "declined" | "closed";

function stepOf(status: Named): Step | undefined {
  const name = plain(status?.name ?? "");
  const byName = (Object.keys(stepWords) as Step[]).find((step) => stepWords[step].includes(name));
  return byName ?? stepIds[status?.id ?? ""];
}

export function statusWithout(kind: Kind, hasTeamReply: boolean): string {
  return kind === "thanks" || !hasTeamReply ? firstStatus(kind) : statusOfSpoken[kind];
}
