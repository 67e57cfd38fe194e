/**
 * Who may do what, written down. tests/security/policy.test.ts asks the running site for every line of it, and fails
 * where the site has a route or a verb that is not here.
 *
 * Five people look at a site on which an author has written:
 *
 *   stranger  nobody we know: no cookie
 *   author    wrote the ticket that the address names
 *   visitor   wrote something else here
 *   agent     is signed in
 *   admin     is signed in and an admin
 */
export const people = ["stranger", "author", "visitor", "agent", "admin"] as const;
export type Who = (typeof people)[number];

/** What a page answers to each of the five, in that order. */
type Answers = [stranger: number, author: number, visitor: number, agent: number, admin: number];

/** Everybody gets the same. */
const all = (status: number): Answers => [status, status, status, status, status];
/** Visitors are asked to sign in (401); the team gets this. */
const team = (status: number): Answers => [401, 401, 401, status, status];
/** Agents are told that it is for admins (403). */
const admins = (status: number): Answers => [401, 401, 401, 403, status];
/** A route without an action takes no form. */
const none = all(405);

interface Line {
  /** Words in capitals stand for what the test has made: TICKET, PRIVATE, ARTICLE, DRAFT, TOKEN. */
  address: string;
  read: Answers;
  /** The form that is posted, and what comes of it. */
  form?: Record<string, string>;
  write: Answers;
}

const seen = (address: string): Line => ({ address, read: all(200), write: none });

/** Every route of the site, by its id in the build; a route may have several lines. */
export const routes: Record<string, Line[]> = {
  // What everybody reads
  "routes/_index": [seen("/")],
  "routes/tickets._index": [seen("/tickets")],
  "routes/thanks": [seen("/thanks")],
  "routes/search": [seen("/search?q=words")],
  "routes/search_.similar": [seen("/search/similar?title=words")],
  "routes/articles._index": [seen("/articles")],
  "routes/pages.$slug": [seen("/pages/about")],
  "routes/mine": [seen("/mine")],
  "routes/articles.$ref": [
    seen("/articles/ARTICLE"),
    { address: "/articles/DRAFT", read: [404, 404, 404, 200, 200], write: none },
  ],
  // An address of the forum that this one came from leads to what it was there, and nobody past who may read that.
  "routes/$": [
    { address: "/nowhere", read: all(404), write: all(404) },
    { address: "/topics/TICKET", read: all(200), write: all(404) },
    { address: "/topics/PRIVATE", read: [404, 200, 404, 200, 200], write: all(404) },
    {
      address: "/knowledge-bases/1/articles/9DRAFT",
      read: [404, 404, 404, 200, 200],
      form: {},
      write: [404, 404, 404, 405, 405],
    },
  ],

  // What programs read
  "routes/feed[.]atom": [seen("/feed.atom")],
  "routes/feed[.]json": [seen("/feed.json")],
  "routes/articles.feed[.]atom": [seen("/articles/feed.atom")],
  "routes/tickets.$id[.]atom": [
    seen("/tickets/TICKET.atom"),
    { address: "/tickets/PRIVATE.atom", read: all(404), write: none },
  ],
  "routes/sitemap[.]xml": [seen("/sitemap.xml")],
  "routes/$file[.]xml": [seen("/sitemap-pages.xml")],
  "routes/robots[.]txt": [seen("/robots.txt")],
  "routes/opensearch[.]xml": [seen("/opensearch.xml")],
  "routes/accent[.]css": [seen("/accent.css?color=aa2200")],
  // The key of IndexNow, while it is on; the articles as browsers search them, under the hash of their content.
  "routes/$key[.]txt": [{ address: "/0123456789abcdef.txt", read: all(404), write: none }],
  "routes/articles.index.$file": [{ address: "/articles/index/old.json", read: all(404), write: none }],

  // Tickets: their verbs are in the table below
  "routes/tickets.new": [
    { address: "/tickets/new", read: all(200), form: { intent: "preview", title: "Words" }, write: all(200) },
  ],
  "routes/tickets.$ref": [
    { address: "/tickets/TICKET", read: all(200), form: { intent: "preview", "reply-body": "x" }, write: all(200) },
    {
      address: "/tickets/PRIVATE",
      read: [404, 200, 404, 200, 200],
      form: { intent: "preview", "reply-body": "x" },
      write: [404, 200, 404, 200, 200],
    },
  ],
  "routes/tickets.$ref_.received": [
    { address: "/tickets/TICKET/received", read: [404, 200, 404, 404, 404], write: none },
    { address: "/tickets/PRIVATE/received", read: [404, 200, 404, 404, 404], write: none },
  ],
  "routes/tickets.$ref_.vote": [
    { address: "/tickets/TICKET/vote", read: all(303), form: { intent: "vote" }, write: all(303) },
    {
      address: "/tickets/PRIVATE/vote",
      read: all(303),
      form: { intent: "vote" },
      write: [404, 303, 404, 303, 303],
    },
  ],
  // Its news by mail, where a mail server is set
  "routes/tickets.$ref_.follow": [
    {
      address: "/tickets/TICKET/follow",
      read: all(200),
      form: { intent: "follow", email: "reader@example.com" },
      write: all(303),
    },
    {
      address: "/tickets/PRIVATE/follow",
      read: [404, 200, 404, 200, 200],
      form: { intent: "follow", email: "reader@example.com" },
      write: [404, 303, 404, 303, 303],
    },
  ],
  // Where the links of mails lead: for who has the mail.
  "routes/mail.$token": [{ address: "/mail/never", read: all(404), form: { intent: "confirm" }, write: all(404) }],
  // Where programs bring mails, with the token that they were given.
  "routes/mail.in": [{ address: "/mail/in", read: all(404), form: {}, write: all(404) }],
  // The secret link itself: whoever has it is the author from then on.
  "routes/m.$token": [{ address: "/m/TOKEN", read: all(303), write: none }],

  // What readers tell us
  "routes/articles.$ref_.helpful": [
    { address: "/articles/ARTICLE/helpful", read: all(200), form: { intent: "yes" }, write: all(303) },
    {
      address: "/articles/DRAFT/helpful",
      read: [404, 404, 404, 200, 200],
      form: { intent: "yes" },
      write: [404, 404, 404, 303, 303],
    },
  ],
  "routes/search_.answered": [
    {
      address: "/search/answered?answer=ticket-TICKET",
      read: all(200),
      form: { answer: "ticket-TICKET" },
      write: all(303),
    },
    {
      address: "/search/answered?answer=ticket-PRIVATE",
      read: all(404),
      form: { answer: "ticket-PRIVATE" },
      write: all(404),
    },
  ],
  "routes/tickets.$ref_.report": [
    { address: "/tickets/TICKET/report", read: all(200), form: { intent: "report" }, write: all(400) },
    {
      address: "/tickets/PRIVATE/report",
      read: [404, 200, 404, 200, 200],
      form: { intent: "report" },
      write: [404, 400, 404, 400, 400],
    },
  ],
  // What somebody wrote themselves, to take along or to erase: for who has written something here.
  "routes/mine_.$file": [{ address: "/mine/texts.json", read: [404, 200, 200, 404, 404], write: none }],
  "routes/mine_.erase": [
    { address: "/mine/erase", read: [404, 200, 200, 404, 404], form: {}, write: [404, 400, 400, 404, 404] },
  ],
  // A file is seen by whoever reads the text that it stands at: tests/pages/files and hostile-files ask for that.
  "routes/files.$id.$name": [{ address: "/files/999999/never.webp", read: all(404), write: none }],
  // The way to the product, once an admin has said where it is.
  "routes/go": [{ address: "/go", read: all(404), write: none }],

  // Getting in and out
  "routes/desk.sign-in": [
    { address: "/desk/sign-in", read: [200, 200, 200, 303, 303], form: {}, write: [400, 400, 400, 303, 303] },
  ],
  "routes/desk.sign-out": [{ address: "/desk/sign-out", read: all(303), form: {}, write: all(303) }],
  "routes/welcome.$token": [{ address: "/welcome/never", read: all(404), form: {}, write: all(404) }],

  // The desk
  "routes/desk._index": [{ address: "/desk", read: [303, 303, 303, 200, 200], write: none }],
  "routes/desk.inserts": [{ address: "/desk/inserts?ticket=TICKET", read: team(200), write: none }],
  "routes/desk.review": [{ address: "/desk/review", read: team(200), form: { intent: "none" }, write: team(400) }],
  "routes/desk.reports": [{ address: "/desk/reports", read: team(200), form: {}, write: team(400) }],
  "routes/desk.blacken.$id": [
    { address: "/desk/blacken/TICKET", read: team(200), form: { intent: "look", words: "x" }, write: team(400) },
  ],
  "routes/desk.erase.$id": [{ address: "/desk/erase/TICKET", read: team(200), form: {}, write: team(400) }],
  "routes/desk.push": [{ address: "/desk/push", read: team(303), form: { intent: "push" }, write: team(400) }],
  "routes/desk.thanks": [
    { address: "/desk/thanks", read: team(200), form: { intent: "put", ticket: "0" }, write: team(404) },
  ],
  "routes/desk.canned": [{ address: "/desk/canned", read: team(200), form: { intent: "delete" }, write: team(303) }],
  "routes/desk.search": [
    { address: "/desk/search", read: team(200), form: { intent: "hide", words: "x" }, write: team(303) },
  ],
  "routes/desk.search_.readers": [{ address: "/desk/search/readers", read: team(200), write: none }],
  "routes/desk.articles._index": [{ address: "/desk/articles", read: team(200), write: none }],
  "routes/desk.articles.new": [
    { address: "/desk/articles/new", read: team(200), form: { intent: "save" }, write: team(400) },
  ],
  "routes/desk.articles.$id": [
    { address: "/desk/articles/DRAFT", read: team(200), form: { intent: "restore" }, write: team(303) },
  ],
  "routes/desk.articles.$id_.revisions": [
    {
      address: "/desk/articles/DRAFT/revisions",
      read: team(200),
      form: { intent: "restore-revision", revision: "0" },
      write: team(404),
    },
  ],
  "routes/desk.articles.categories": [
    { address: "/desk/articles/categories", read: team(200), form: { intent: "category-up" }, write: team(303) },
  ],
  "routes/desk.articles.from-ticket": [
    { address: "/desk/articles/from-ticket", read: team(303), form: { ticket: "0" }, write: team(404) },
  ],
  "routes/desk.people": [
    { address: "/desk/people", read: team(200), form: { intent: "end-other-sessions" }, write: team(303) },
    ...["invite", "reset", "make-admin", "make-agent", "disable", "enable"].map(
      (intent): Line => ({ address: "/desk/people", read: team(200), form: { intent }, write: admins(400) }),
    ),
    ...["end-sessions", "second-step-off"].map(
      (intent): Line => ({ address: "/desk/people", read: team(200), form: { intent }, write: admins(303) }),
    ),
  ],
  "routes/desk.second-step": [
    { address: "/desk/second-step", read: team(200), form: { intent: "turn-off" }, write: team(400) },
  ],
  "routes/desk.settings": [
    { address: "/desk/settings", read: admins(200), form: { intent: "name", name: "Forum" }, write: admins(303) },
  ],
  "routes/desk.news": [{ address: "/desk/news", read: team(200), form: {}, write: team(303) }],
  "routes/desk.hooks._index": [
    { address: "/desk/hooks", read: admins(200), form: { intent: "overdue", hours: "24" }, write: admins(303) },
    { address: "/desk/hooks?kind=slack", read: admins(200), form: { intent: "add" }, write: admins(400) },
  ],
  "routes/desk.hooks.$id": [
    { address: "/desk/hooks/1", read: admins(404), form: { intent: "off" }, write: admins(404) },
  ],
  "routes/desk.audit": [{ address: "/desk/audit", read: admins(200), write: none }],
};

/** Who may press a ticket's buttons, besides reading it. */
type May = readonly Who[];

const everybody: May = people;
const theTeam: May = ["agent", "admin"];
const authorAndTeam: May = ["author", "agent", "admin"];
const onlyAuthor: May = ["author"];

export interface Verb {
  may: May;
  /** What is sent with the button. REPLY is an agent's reply, OTHER another ticket, DUPLICATE one merged into it. */
  form?: Record<string, string>;
  /** How the ticket stands: as it was written, unless it says otherwise. */
  state?: "private" | "removed by its author" | "with a duplicate";
}

/**
 * Every verb of a ticket, by its button. At a private ticket the stranger and the other visitor get 404 for all of
 * them, as for a number that never was.
 */
export const verbs: Record<string, Verb> = {
  reply: { may: everybody, form: { "reply-body": "Words for the thread" } },
  preview: { may: everybody, form: { "reply-body": "Words to look at" } },
  edit: { may: authorAndTeam, form: { title: "Another title", body: "Another text" } },
  remove: { may: authorAndTeam },
  restore: { may: authorAndTeam, state: "removed by its author" },
  close: { may: onlyAuthor, form: { reason: "Found it" } },
  accept: { may: authorAndTeam, form: { reply: "REPLY" } },
  "make-private": { may: authorAndTeam },
  // What was said in private is its author's to publish.
  "make-public": { may: onlyAuthor, state: "private" },
  "keep-private": { may: onlyAuthor, state: "private" },
  "new-link": { may: onlyAuthor },
  "ask-public": { may: theTeam, state: "private" },
  status: { may: theTeam, form: { status: "in_progress" } },
  assign: { may: theTeam, form: { kind: "idea" } },
  "no-answer": { may: theTeam },
  merge: { may: theTeam, form: { into: "OTHER" } },
  unmerge: { may: theTeam, form: { ticket: "DUPLICATE" }, state: "with a duplicate" },
  official: { may: theTeam, form: { reply: "REPLY" } },
  insert: { may: theTeam, form: { intent: "insert:canned-CANNED" } },
  find: { may: theTeam, form: { find: "words" } },
  spam: { may: theTeam },
  fine: { may: theTeam },
};

/** Verbs at somebody else's reply, here that of the other visitor (THEIRS): its writer's and the team's. */
export const replyVerbs: Record<string, Verb> = {
  edit: { may: ["visitor", "agent", "admin"], form: { reply: "THEIRS", body: "Other words" } },
  remove: { may: ["visitor", "agent", "admin"], form: { reply: "THEIRS" } },
  restore: { may: theTeam, form: { reply: "THEIRS" } },
};
