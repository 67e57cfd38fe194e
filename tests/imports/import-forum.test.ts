import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, type Db } from "#db/client.ts";
import { type ImportOptions, importForum } from "~/imports/import-forum.server.ts";
import { stopPreparing } from "~/imports/prepare-texts.server.ts";
import { openStackExchange } from "~/imports/stackexchange/open-stack-exchange.server.ts";
import { stopMarkdownWorkers } from "~/markdown/render-markdown.server.ts";
import { openMigrated } from "../support/database.ts";
import { answer, comment, question, row, writeDump } from "./dump.ts";

const now = Date.UTC(2026, 0, 1);
const site = { origin: "https://help.example.com", locale: "en" as const };
let db: Db;

beforeEach(async () => {
  db = await openMigrated(path.join(mkdtempSync(path.join(tmpdir(), "glasno-import-")), "forum.sqlite"));
});
afterEach(() => closeDatabase(db));
afterAll(() => Promise.all([stopPreparing(), stopMarkdownWorkers()]));

async function bring(folder: string, options: Partial<ImportOptions> = {}) {
  const forum = openStackExchange(folder, { locale: "en" });
  try {
    return { ...(await importForum(db, forum, { site, now, ...options })), report: forum.report };
  } finally {
    forum.close();
  }
}

const tickets = () => db.selectFrom("tickets").selectAll().orderBy("id").execute();
const replies = () => db.selectFrom("replies").selectAll().orderBy("id").execute();
const counts = async () => ({
  tickets: (await tickets()).length,
  replies: (await replies()).length,
  remembered: (await db.selectFrom("imported_posts").select("external_id").execute()).length,
});
const ms = (date: string) => Date.parse(`${date}Z`);

test("a link to a reply of a long thread asks for the page that it stands on", async () => {
  const answers = Array.from({ length: 12 }, (_, at) =>
    answer({ Id: 10 + at, ParentId: 1, CreationDate: `2015-02-01T12:00:${10 + at}.000` }),
  );
  const asking = question({ Id: 2, CreationDate: "2015-03-01T00:00:00.000", Body: '<p><a href="/a/21">There</a></p>' });
  const long = question({ Id: 1, CreationDate: "2015-02-01T10:00:00.000", Title: "Long" });
  await bring(writeDump({ posts: [long, ...answers, asking] }));
  const last = (await replies()).at(-1)?.id;
  expect((await tickets())[1]?.body).toBe(`[There](/tickets/1-long?reply=${last}#reply-${last})`);
});

describe("a small forum", () => {
  const host = "https://meta.example.com";
  const folder = writeDump({
    posts: [
      question({
        Id: 1,
        CreationDate: "2015-02-01T10:00:00.125",
        LastActivityDate: "2015-02-05T10:00:00.000",
        LastEditDate: "2015-02-02T10:00:00.000",
        Score: 18,
        OwnerUserId: 12,
        AcceptedAnswerId: 3,
        Title: 'Ancient "Rome" & roman <empire>',
        Body: `<p>See <a href="${host}/questions/5/why-is-it-so">this</a> and <a href="/a/4">that</a>.</p>`,
      }),
      answer({ Id: 4, ParentId: 1, CreationDate: "2015-02-01T11:00:00.000", Score: 9, OwnerUserId: 13 }),
      answer({
        Id: 3,
        ParentId: 1,
        CreationDate: "2015-02-01T12:00:00.000",
        Score: -2,
        OwnerUserId: 12,
        Body: "<p>Mine</p>",
      }),
      question({
        Id: 5,
        CreationDate: "2015-03-01T00:00:00.000",
        Score: -3,
        Title: "Why is it so?",
        Tags: "<bug>",
        OwnerDisplayName: "user39",
      }),
      question({
        Id: 6,
        CreationDate: "2015-01-01T00:00:00.000",
        Title: "Как войти в кабинет?",
        Body: "<p>Не могу войти в личный кабинет, что делать?</p>",
        Tags: "|feature-request|status-declined|",
      }),
      '  <row Id="7" PostTypeId="1" CreationDate="2015-01-01T00:00:00.000" Body="lost />',
      question({ Id: 8, CreationDate: "someday" }),
      answer({ Id: 9, ParentId: 77 }),
      row({ Id: 10, PostTypeId: 5, CreationDate: "2015-01-01T00:00:00.000", Score: 0, Body: "" }),
      question({
        Id: 11,
        CreationDate: "2015-04-01T00:00:00.000",
        Title: "Closed",
        ClosedDate: "2015-04-02T00:00:00.000",
      }),
    ],
    comments: [
      comment({
        Id: 1,
        PostId: 4,
        CreationDate: "2015-02-01T11:30:00.000",
        UserId: 12,
        Score: 2,
        Text: `As in ${host}/q/1`,
      }),
      comment({ Id: 2, PostId: 1, CreationDate: "2015-02-01T10:30:00.000", UserId: 14, UserDisplayName: "Olha" }),
      comment({ Id: 3, PostId: 999 }),
      comment({ Id: 4, PostId: 5, CreationDate: "2015-03-02T00:00:00.000", UserDisplayName: "user39" }),
      comment({ Id: 5, PostId: 6, CreationDate: "2015-01-02T00:00:00.000" }),
    ],
    users: [row({ Id: 12, DisplayName: "Анна & Co" }), row({ Id: 13, DisplayName: "Petro" }), row({ Id: 14 })],
  });
  // Its own address is told by a link that carries a title: the first question's.

  test("comes in the order in which it was written, with kinds, statuses, names, votes and dates", async () => {
    await bring(folder);
    const all = await tickets();
    expect(all.map(({ title, kind, status, phase }) => ({ title, kind, status, phase }))).toEqual([
      { title: "Как войти в кабинет?", kind: "idea", status: "declined", phase: "closed" },
      { title: 'Ancient "Rome" & roman <empire>', kind: "question", status: "answered", phase: "done" },
      { title: "Why is it so?", kind: "problem", status: "new", phase: "new" },
      { title: "Closed", kind: "question", status: "declined", phase: "closed" },
    ]);
    expect(all[1]).toMatchObject({
      requester_name: "Анна & Co",
      requester_id: null,
      base_votes: 18,
      vote_count: 18,
      created_at: ms("2015-02-01T10:00:00.125"),
      published_at: ms("2015-02-01T10:00:00.125"),
      edited_at: ms("2015-02-02T10:00:00.000"),
      last_activity_at: ms("2015-02-05T10:00:00.000"),
      public_changed_at: ms("2015-02-05T10:00:00.000"),
      status_changed_at: ms("2015-02-01T12:00:00.000"),
      imported_at: now,
      reply_count: 4,
      answer_excerpt: "Mine",
      answer_by_team: 0,
      waiting_since: null,
      visibility: "public",
      moderation: "published",
    });
    expect(all[0]).toMatchObject({ language: "ru", slug: "kak-voyti-v-kabinet", requester_name: null });
    expect(all[2]).toMatchObject({ requester_name: null, vote_count: 0, waiting_since: all[2]?.created_at });
  });

  test("has its answers and comments as replies, in time, each at what it replies to", async () => {
    await bring(folder);
    const [comment5, comment2, answer4, comment1, answer3, comment4] = await replies();
    // Whom nobody knows is not the asker, though nobody knows that one either.
    expect(comment5).toMatchObject({ author_name: null, by_requester: 0 });
    expect(comment4).toMatchObject({ author_name: null, by_requester: 1 });
    expect(comment2).toMatchObject({ kind: "comment", author_name: "Olha", in_reply_to_id: null, by_requester: 0 });
    expect(answer4).toMatchObject({ kind: "answer", author_name: "Petro", vote_count: 9, accepted_at: null });
    expect(comment1).toMatchObject({ kind: "comment", in_reply_to_id: answer4?.id, by_requester: 1, base_votes: 2 });
    expect(answer3).toMatchObject({ kind: "answer", by_requester: 1, base_votes: 0, imported_at: now });
    expect(answer3?.accepted_at).toBe(ms("2015-02-01T12:00:00.000"));
    expect((await tickets())[1]?.accepted_reply_id).toBe(answer3?.id);
  });

  test("keeps its links, also to what was written later", async () => {
    const { linksMoved } = await bring(folder);
    const [, rome, why] = await tickets();
    const [, , answer4, comment1] = await replies();
    const path = `/tickets/${rome?.id}-ancient-rome-and-roman-empire`;
    expect(rome?.slug).toBe(path.split(/-(.*)/)[1]);
    expect(rome?.body).toBe(`See [this](/tickets/${why?.id}-why-is-it-so) and [that](${path}#reply-${answer4?.id}).`);
    expect(rome?.html).toContain(`<a href="/tickets/${why?.id}-why-is-it-so">this</a>`);
    expect(comment1?.body).toBe(`As in [Ancient "Rome" & roman \\<empire\\>](${path})`.replace("&", "\\&"));
    expect(linksMoved).toBe(2);
  });

  test("reports broken rows and orphans by their line, and what has no place here", async () => {
    const { report } = await bring(folder);
    expect(report.found).toEqual({ questions: 4, answers: 2, comments: 4, users: 2 });
    expect(report.broken).toEqual([
      "Users.xml line 6: DisplayName is missing",
      expect.stringMatching(/^Posts\.xml line 9: /),
      "Posts.xml line 10: CreationDate is not a date",
    ]);
    expect(report.orphans).toEqual([
      "Posts.xml line 11: an answer to 77, which is not among the questions",
      "Comments.xml line 6: a comment on 999, which is not among the posts",
    ]);
    expect(report.notMapped).toContain("Posts of type 5 (tag wiki): 1");
    expect(report.notMapped).toContain("Scores below zero, which become 0: 2");
  });

  test("is counted for strangers, and tells in its threads how each status came", async () => {
    await bring(folder);
    const counted = await db.selectFrom("ticket_counts").selectAll().orderBy("kind").orderBy("status").execute();
    expect(counted.map(({ kind, status, count }) => `${kind} ${status} ${count}`)).toEqual([
      "idea declined 1",
      "problem new 1",
      "question answered 1",
      "question declined 1",
    ]);
    const events = await db.selectFrom("ticket_events").selectAll().orderBy("ticket_id").execute();
    expect(events.map(({ type, public: seen, details, reason }) => ({ type, seen, details, reason }))).toEqual([
      { type: "status", seen: 1, details: '{"from":"new","to":"declined"}', reason: "Declined on meta.example.com." },
      { type: "status", seen: 1, details: '{"from":"new","to":"answered"}', reason: null },
      { type: "status", seen: 1, details: '{"from":"new","to":"declined"}', reason: "Closed on meta.example.com." },
    ]);
    expect((await tickets())[3]?.status_reason).toBe("Closed on meta.example.com.");
  });

  test("brought in again adds nothing and changes nothing", async () => {
    await bring(folder);
    const before = [await tickets(), await replies()];
    const again = await bring(folder, { now: now + 1 });
    expect(again).toMatchObject({ tickets: 0, replies: 0, alreadyHere: 10, linksMoved: 0 });
    expect([await tickets(), await replies()]).toEqual(before);
    expect(await counts()).toEqual({ tickets: 4, replies: 6, remembered: 10 });
  });
});

test("a newer dump in another folder adds only what is new", async () => {
  const first = [
    question({ Id: 1, CreationDate: "2016-01-01T00:00:00.000" }),
    answer({ Id: 2, ParentId: 1, CreationDate: "2016-01-02T00:00:00.000" }),
  ];
  const more = [
    answer({ Id: 3, ParentId: 1, CreationDate: "2016-01-03T00:00:00.000" }),
    question({
      Id: 4,
      CreationDate: "2016-01-04T00:00:00.000",
      Body: '<p><a href="https://x.example.com/questions/1/how-do-i-do-it">x</a></p>',
    }),
  ];
  await bring(writeDump({ posts: first }));
  expect(await bring(writeDump({ posts: [...first, ...more] }, "x.example.com"))).toMatchObject({
    tickets: 1,
    replies: 1,
  });
  expect(await tickets()).toMatchObject([
    { reply_count: 2, last_activity_at: ms("2016-01-03T00:00:00.000") },
    { body: expect.stringMatching(/^\[x\]\(\/tickets\/1-how-do-i-do-it\)$/) },
  ]);
});

test("two forums of one format do not take each other's posts for their own", async () => {
  await bring(writeDump({ posts: [question({ Id: 1, Title: "One" })] }));
  await bring(writeDump({ posts: [question({ Id: 1, Title: "Other" })] }));
  expect((await tickets()).map(({ title }) => title)).toEqual(["One", "Other"]);
});

describe("a run that is stopped", () => {
  const posts = Array.from({ length: 90 }, (_, at) => [
    question({ Id: at * 10 + 1, AcceptedAnswerId: at * 10 + 3, Title: `Question number ${at}` }),
    answer({ Id: at * 10 + 2, ParentId: at * 10 + 1, Body: `<p><a href="/q/${at * 10 + 11}">the next one</a></p>` }),
    answer({ Id: at * 10 + 3, ParentId: at * 10 + 1 }),
  ]).flat();
  // One thread that is longer than what is written at once.
  const comments = Array.from({ length: 150 }, (_, at) =>
    comment({ Id: at + 1, PostId: at % 2 ? 201 : 202, Text: `Comment number ${at}` }),
  );
  const folder = writeDump({ posts, comments });

  test.each([1, 150, 300])("after %i texts goes on where it was, and ends as if it had not been", async (stopAt) => {
    const stop = (done: number) => {
      if (done >= stopAt) throw new Error("stopped");
    };
    await expect(bring(folder, { onProgress: stop })).rejects.toThrow("stopped");
    const half = await counts();
    expect(half.replies).toBeLessThan(330);
    expect(half.remembered).toBe(half.tickets + half.replies);
    const shown = await db
      .selectFrom("tickets")
      .select((eb) => eb.fn.sum<number>("reply_count").as("sum"))
      .executeTakeFirst();
    expect(shown?.sum).toBe(half.replies);

    const rest = await bring(folder);
    expect(rest.alreadyHere).toBe(half.remembered);
    expect(await counts()).toEqual({ tickets: 90, replies: 330, remembered: 420 });
    const all = await tickets();
    for (const ticket of all) {
      const own = await db.selectFrom("replies").selectAll().where("ticket_id", "=", ticket.id).orderBy("id").execute();
      expect(ticket.reply_count).toBe(own.length);
      expect(own.find(({ id }) => id === ticket.accepted_reply_id)?.accepted_at).not.toBeNull();
      expect(own.map(({ created_at }) => created_at)).toEqual(
        own.map(({ created_at }) => created_at).sort((a, b) => a - b),
      );
      const next = all[all.indexOf(ticket) + 1];
      if (next) expect(own[0]?.body).toBe(`[the next one](/tickets/${next.id}-${next.slug})`);
    }
    const long = all[20];
    const own = await db
      .selectFrom("replies")
      .selectAll()
      .where("ticket_id", "=", long?.id ?? 0)
      .orderBy("id")
      .execute();
    expect(own.filter(({ in_reply_to_id }) => in_reply_to_id === own[0]?.id)).toHaveLength(75);
  });
});

test("a text longer than a form takes is kept whole", async () => {
  const long = `<p>${"many words ".repeat(3_000)}</p>`;
  const result = await bring(writeDump({ posts: [question({ Id: 1, Body: long })] }));
  expect(result).toMatchObject({ overLong: 1, notRendered: 0 });
  expect((await tickets())[0]?.html).toHaveLength(long.length - 1);
});

test("a text that costs too much is shown as it was typed, a job tries again, and its neighbours are not harmed", async () => {
  const huge = `<p>${"enormous ".repeat(10_000)}</p>`;
  const posts = [
    question({ Id: 1, Body: "<p><b>before</b></p>" }),
    question({ Id: 2, Body: huge }),
    question({ Id: 3, Body: "<p><b>after</b></p>" }),
  ];
  const result = await bring(writeDump({ posts }));
  expect(result.notRendered).toBe(1);
  expect((await tickets()).map(({ html }) => html.slice(0, 24))).toEqual([
    "<p><strong>before</stron",
    expect.stringContaining("enormous"),
    "<p><strong>after</strong",
  ]);
  expect(await db.selectFrom("jobs").select(["name", "payload"]).execute()).toEqual([
    { name: "render a text again", payload: '{"ticketId":2}' },
  ]);
});

test("what a visitor's text may not do, an imported one may not either", async () => {
  const body =
    '<p><a href="javascript:alert(1)" onclick="x()">a</a><img src=x onerror=alert(1)></p><script>alert(1)</script>';
  const text = "<img src=x onerror=alert(1)> [a](javascript:alert(1)) [b](https://example.com)";
  await bring(
    writeDump({ posts: [question({ Id: 1, Body: body })], comments: [comment({ Id: 1, PostId: 1, Text: text })] }),
  );
  const html = [...(await tickets()), ...(await replies())].map((stored) => stored.html).join("");
  expect(html).not.toMatch(/<script|onerror=(?!alert\(1\)&gt;)|href="javascript/);
  expect(html).toContain('<a href="https://example.com/" rel="ugc nofollow noopener">b</a>');
});

test("a folder without a question is refused, and told why", () => {
  const lost = '<row Id="3" Body="lost />';
  expect(() => openStackExchange(tmpdir(), { locale: "en" })).toThrow(/no Posts\.xml/);
  expect(() => openStackExchange(writeDump({ posts: [] }), { locale: "en" })).toThrow(/no question in .*Posts\.xml$/);
  expect(() => openStackExchange(writeDump({ posts: [lost] }), { locale: "en" })).toThrow(
    /: 1 rows .* Posts\.xml line 4/,
  );
});
