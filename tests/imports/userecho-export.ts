import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { png } from "../support/pictures.ts";

const host = "https://help.example.com";

/** Words that nobody but the team may ever read, by what they are. */
export const secrets = {
  privateForum: "Секрет закрытого форума",
  lowerCase: "Форум со строчной буквы",
  noForum: "Тема неизвестного форума",
  privateTopic: "Закрытая тема открытого форума",
  privateComment: "zxprivatecomment",
  strangeComment: "zxlowercasecomment",
  silentComment: "zxnoprivacycomment",
  privateArticle: "Внутренний регламент",
  privateCategory: "Договоры ВИП",
  privateShelf: "Для своих",
  officialNote: "zxadmincomment",
  authorEmail: "petro@customers.example",
  nameIsEmail: "olena@customers.example",
  privateFile: "zxusersfile",
};

const topic = (id: number, columns: object) => ({
  id,
  forum_id: 1,
  category_id: "",
  header: `Topic ${id}`,
  description: "<p>Text</p>",
  created: `2019-03-${String((id % 27) + 1).padStart(2, "0")} 10:00:00`,
  comment_count: 0,
  privacy_mode: "PUBLIC",
  url: `${host}/communities/1/topics/${id}-topic-${id}`,
  relative_url: `/communities/1/topics/${id}-topic-${id}`,
  author_id: 7,
  ...columns,
});
const comment = (id: number, topic_id: number, columns: object) => ({
  id,
  topic_id,
  author_id: 7,
  comment: "<p>Words</p>",
  created: "2019-04-02T08:30:00Z",
  privacy_mode: "PUBLIC",
  ...columns,
});

/** Writes an export with everything that field reports know of, and what goes wrong in one. Returns the folder. */
export async function writeUserEchoExport(): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), "glasno-userecho-"));
  const picture = await png(30, 20);
  mkdirSync(path.join(folder, "s/attachments/12/1/2"), { recursive: true });
  writeFileSync(path.join(folder, "s/attachments/12/1/2/0cc175b9c0f1b6a831c399e269772661.png"), await png(50, 40));
  writeFileSync(path.join(folder, "chats.txt"), secrets.privateFile);

  const forums = [
    {
      id: 1,
      name: "Общий",
      type: { name: "PUBLIC" },
      topic_count: 9,
      categories: [{ id: 11, name: "Оплата", topic_count: 1 }],
    },
    {
      id: 2,
      name: "Служба поддержки",
      type: { name: "PRIVATE" },
      categories: [{ id: 21, name: secrets.privateCategory }],
    },
    {
      id: 3,
      name: "База знаний",
      type: { name: "PUBLIC" },
      categories: [{ id: 31, name: "Первые шаги", topic_count: 1 }],
    },
    {
      id: 4,
      name: secrets.privateShelf,
      type: { name: "PRIVATE" },
      categories: [{ id: 41, name: secrets.privateCategory }],
    },
    { id: 5, name: "Маленький", type: { name: "public" }, categories: [] },
  ];
  const users = [
    { id: 7, name: "Петро", email: secrets.authorEmail, admin_url: "/admin/users/7" },
    { id: 8, name: "Анна", email: "Anna@Example.com", admin_url: "/admin/users/8" },
    { id: 9, name: secrets.nameIsEmail, email: secrets.nameIsEmail, admin_url: "" },
    { id: 10, name: "Иван из поддержки", email: "ivan@example.com", admin_url: "", is_staff: true },
  ];
  const topics = [
    topic(101, {
      header: "Як експортувати «рахунки» у CSV?",
      description:
        '<p>Не виходить, див. <a href="/topics/102-slug">тут</a> і <a href="/topics/120-x">там</a>.</p>' +
        `<p><img src="data:image/png;base64,${picture.toString("base64")}" alt="екран"></p>` +
        '<p><img src="/s/attachments/12/1/2/0cc175b9c0f1b6a831c399e269772661.png"> <img src="/s/attachments/9/lost.png">' +
        '<img src="https://elsewhere.example/x.png" alt="деінде"> <a href="/users.json">a</a> <a href="/s/chats.txt">b</a></p>',
      category_id: 11,
      type: { id: 3, name: "Вопрос" },
      status: { id: 3, name: "Есть ответ", color: "#0c0" },
      vote_diff: 5,
      relative_url: "/communities/1/topics/101-yak-eksportuvati",
      url: `${host}/communities/1/topics/101-yak-eksportuvati`,
    }),
    topic(102, {
      header: "Тёмная тема",
      type: { id: 1, name: "Идея" },
      status: { id: 18, name: "Planned" },
      vote_diff: -2,
    }),
    topic(103, { header: "Кнопка не нажимается", type: { id: 2, name: "Bug / Problem" }, author_id: "" }),
    topic(104, { header: "Спасибо за программу", type: { id: 4, name: "Praise" }, author_id: 9 }),
    topic(105, {
      header: "Отклонённое предложение",
      type: "Idea",
      status: { id: 5, name: "Отклонено" },
      relative_url: "/topic/433445-otklonyonnoe/",
      url: `${host}/topic/433445-otklonyonnoe/`,
      admin_comment: `<p>${secrets.officialNote}</p>`,
    }),
    topic(110, { header: secrets.privateTopic, privacy_mode: "PRIVATE" }),
    topic(111, { header: `${secrets.privateTopic} 2`, privacy_mode: undefined }),
    topic(120, {
      header: secrets.privateForum,
      description: `<p>${secrets.privateForum} <img src="data:image/png;base64,${picture.toString("base64")}"></p>`,
      forum_id: 2,
      category_id: 21,
      relative_url: "/communities/2/topics/120-sekret",
      url: `${host}/communities/2/topics/120-sekret`,
    }),
    topic(121, { header: secrets.lowerCase, forum_id: 5 }),
    topic(122, { header: secrets.noForum, forum_id: 99 }),
    topic(130, {
      header: "С чего начать",
      description:
        '<h2>Шаг</h2><p>Смотрите <a href="/topics/101">вопрос</a> и <a href="/topics/131">регламент</a>.</p>',
      forum_id: 3,
      category_id: 31,
      relative_url: "/knowledge-bases/3/articles/130-s-chego-nachat",
      url: `${host}/knowledge-bases/3/articles/130-s-chego-nachat`,
    }),
    topic(131, {
      header: secrets.privateArticle,
      forum_id: 4,
      category_id: 41,
      relative_url: "/knowledge-bases/4/articles/131-vnutrenniy",
      url: `${host}/knowledge-bases/4/articles/131-vnutrenniy`,
    }),
    { id: "broken", header: "A row without a number" },
    topic(140, { created: "someday" }),
  ];
  const comments = [
    comment(1, 101, { author_id: 8, comment: "<p>Натисніть <b>Експорт</b>.</p>", created: "2019-04-01 09:00:00" }),
    comment(2, 101, { comment: "<p>Дякую!</p>" }),
    comment(3, 101, {
      author_id: 8,
      comment: secrets.privateComment,
      privacy_mode: "PRIVATE",
      created: "2020-01-01 00:00:00",
    }),
    comment(4, 102, { author_id: 9, comment: secrets.strangeComment, privacy_mode: "public" }),
    comment(5, 102, { author_id: "", comment: secrets.silentComment, privacy_mode: undefined }),
    comment(6, 103, { author_id: 10, comment: "<p>Исправили в 2.1</p>", is_official: true }),
    comment(7, 120, { comment: "<p>Публичный ответ в закрытом форуме zxinside</p>" }),
    comment(8, 999, {}),
    comment(9, 130, { comment: "<p>Под статьёй</p>" }),
  ];
  const write = (name: string, rows: object[], broken = "") =>
    writeFileSync(
      path.join(folder, name),
      `\uFEFF[\n${rows.map((row) => JSON.stringify(row)).join(",\n")}${broken}\n]\n`,
    );
  write("forums.json", forums);
  write("users.json", users);
  write("topics.json", topics);
  // A row that is cut off in the middle of a text, and one behind it.
  write(
    "comments.json",
    comments,
    `,\n{"id": 50, "topic_id": 101, "comment": "<p>cut of,\n${JSON.stringify(comment(51, 104, { comment: "<p>Пожалуйста</p>" }))}`,
  );
  return folder;
}
