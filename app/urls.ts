/** Every address of the site. Nothing else writes one by hand. */

interface TicketAddress {
  id: number;
  slug: string;
}

/** Shows pushes, for the whole site: a worker is in charge of the folder in which it lies. */
export const pushWorkerPath = () => "/push-worker.js";

export const homePath = () => "/";
/** The form; with a kind chosen, and with words for the one line that a ticket needs. */
export const newTicketPath = (kind?: string, title?: string) =>
  withQuery("/tickets/new", { kind, title: title?.slice(0, 160) }, ["kind", "title"]);
/** The form for somebody who did not find it: their words go along, and are counted when the ticket is sent. */
export const askAfterSearchPath = (query: string) =>
  withQuery("/tickets/new", { title: query.slice(0, 160), from: "search" }, ["title", "from"]);
/** The form, with the article that did not help. */
/** The form with the article that did not help, and with what was said of it. */
export const newTicketAboutPath = (article: { id: number }, body?: string | null) =>
  withQuery("/tickets/new", { article: article.id, body: body?.slice(0, 1_000) }, ["article", "body"]);
export const minePath = (done?: string) => withQuery("/mine", { done }, ["done"]);
/** Everything that this browser wrote, as a file. */
export const ownTextsPath = (format: "json" | "md") => `/mine/texts.${format}`;
export const eraseMinePath = () => "/mine/erase";
export const thanksPath = () => "/thanks";
export const pagePath = (slug: string) => `/pages/${slug}`;
export const logoPath = (file: string) => `/files/site/${file}`;
export const accentPath = (accent: string) => `/accent.css?color=${accent.slice(1)}`;

/** An attachment; a smaller drawing of it; `key` opens one that belongs to no text yet. */
export const filePath = (
  file: { id: number; name: string },
  { isSmall, key }: { isSmall?: boolean; key?: string } = {},
) =>
  withQuery(`/files/${file.id}/${encodeURIComponent(file.name)}`, { size: isSmall ? "small" : "", key }, [
    "size",
    "key",
  ]);

export const deskPath = () => "/desk";
export const signInPath = () => "/desk/sign-in";
export const signOutPath = () => "/desk/sign-out";
export const settingsPath = () => "/desk/settings";
/** Chats and programs that are told what happens; with a kind, the form for a new one. */
export const hooksPath = (query: { kind?: string; done?: string } = {}) =>
  withQuery("/desk/hooks", query, ["kind", "done"]);
export const hookPath = (id: number, done?: string) => withQuery(`/desk/hooks/${id}`, { done }, ["done"]);
/** What an agent wants to hear of. */
export const wishesPath = (done?: string) => withQuery("/desk/news", { done }, ["done"]);
/** What the filter doubts; after a press, what was done and can be taken back. */
export const reviewPath = (after: { done?: string; count?: number; posts?: string } = {}) =>
  withQuery("/desk/review", after, ["done", "count", "posts"]);
export const peoplePath = () => "/desk/people";
export const secondStepPath = () => "/desk/second-step";
/** What the team did; `before` is a row's number. */
export const auditPath = (filter: { who?: number | "command"; area?: string; before?: number } = {}) =>
  withQuery("/desk/audit", filter, ["who", "area", "before"]);
/** What readers reported; with what was just done. */
export const reportsPath = (done?: string) => withQuery("/desk/reports", { done }, ["done"]);
/** Where the team takes words out of a ticket, everywhere at once. */
export const blackenPath = (ticketId: number) => `/desk/blacken/${ticketId}`;
/** Where the team erases everything of a ticket's author. */
export const eraseAuthorPath = (ticketId: number) => `/desk/erase/${ticketId}`;
/** Where an agent's browser asks for the news of the desk. */
export const deskPushPath = () => "/desk/push";
/** The thanks, as the team sees them; `after` is the last one shown before. */
export const deskThanksPath = (view: { after?: number; done?: string } = {}) =>
  withQuery("/desk/thanks", view, ["after", "done"]);
/** The canned answers; with a number, that one opened to be changed. */
export const cannedPath = (id?: number) => `/desk/canned${id ? `?edit=${id}` : ""}`;
export const insertsPath = (ticketId: number) => `/desk/inserts?ticket=${ticketId}`;
export const welcomePath = (token: string) => `/welcome/${token}`;
/** A follower's own page, where the links of mails lead; `view` "not-me" begins with that. */
export const mailPath = (token: string, view?: "not-me") => withQuery(`/mail/${token}`, { view }, ["view"]);
export const secretLinkPath = (token: string) => `/m/${token}`;

/** A ticket's page; with `reply` the place of that reply on it. */
export function ticketPath(ticket: TicketAddress, { reply, query }: { reply?: number; query?: string } = {}): string {
  return `/tickets/${ticket.id}-${ticket.slug}${query ? `?${query}` : ""}${reply ? `#reply-${reply}` : ""}`;
}

/** So many stand on the first page of any thread. */
export const FEWEST_REPLIES_ON_A_PAGE = 10;

/** The place of a reply. In a long thread it may be on a later page: the address asks for that one. */
export function replyPath(ticket: TicketAddress, reply: number, count = Number.POSITIVE_INFINITY): string {
  return ticketPath(ticket, { reply, query: count > FEWEST_REPLIES_ON_A_PAGE ? `reply=${reply}` : undefined });
}

/** Where the sender of a reply that waits for a look is led: a browser without cookies does not show it the reply. */
export const heldReplyPath = (ticket: TicketAddress) => `${ticketPath(ticket, { query: "reply=held" })}#reply-form`;

/** By its number alone, which leads to its page. */
export const ticketNumberPath = (id: number, reply?: number) => `/tickets/${id}${reply ? `#reply-${reply}` : ""}`;

export const ticketVotePath = (ticket: TicketAddress) => `${ticketPath(ticket)}/vote`;
/** Where somebody asks for a ticket's news by mail. */
export const ticketFollowPath = (ticket: TicketAddress, after: { done?: string } = {}) =>
  withQuery(`${ticketPath(ticket)}/follow`, after, ["done"]);
/** The place on a ticket's page that says how this browser gets its news. */
export const ticketNewsPath = (ticket: TicketAddress) => `${ticketPath(ticket)}#follow`;
/** Where readers say what is wrong with a ticket, or with that reply of it. */
export const ticketReportPath = (ticket: TicketAddress, about: { reply?: number; done?: string } = {}) =>
  withQuery(`${ticketPath(ticket)}/report`, about, ["reply", "done"]);
export const ticketReceivedPath = (ticket: TicketAddress, receipt?: string) =>
  `${ticketPath(ticket)}/received${receipt ? `?receipt=${receipt}` : ""}`;

export const articlesPath = () => "/articles";
export const articleCategoryPath = (slug: string, after?: string) =>
  withQuery(`/articles/${slug}`, { after }, ["after"]);
export const articlePath = (article: { id: number; slug: string }) => `/articles/${article.id}-${article.slug}`;
/** The file by which browsers search the articles, see app/articles/instant-index.server.ts. */
export const instantIndexPath = (hash: string) => `/articles/index/${hash}.json`;
/** The place under an article that thanks for what was pressed there. */
export const articleRatedPath = (article: { id: number; slug: string }, helped: "yes" | "no") =>
  `${articlePath(article)}?helped=${helped}#helpful`;
export const articleHelpfulPath = (article: { id: number; slug: string }) => `${articlePath(article)}/helpful`;

export interface ShelfFilter {
  state?: string;
  language?: string;
  category?: string;
}

/** All articles as the team sees them. */
export const deskArticlesPath = (filter: ShelfFilter = {}) =>
  withQuery("/desk/articles", filter, ["state", "language", "category"]);
export const deskArticleCategoriesPath = () => "/desk/articles/categories";
/** The editor; without a number a new article. */
export const editArticlePath = (id?: number) => (id ? `/desk/articles/${id}` : "/desk/articles/new");
/** A new article with these words for its title. */
export const writeArticlePath = (title: string) => withQuery(editArticlePath(), { title }, ["title"]);

/** What is searched for: the words of the last so many days. */
export const searchedWordsPath = (view: { days?: number; done?: string } = {}) =>
  withQuery("/desk/search", view, ["days", "done"]);
/** Whom search engines bring, over the last so many days. */
export const readersPath = (view: { days?: number } = {}) => withQuery("/desk/search/readers", view, ["days"]);
/** A new article, in a category or as a translation of another. */
export const newArticlePath = (from: { category?: string; translation_of?: number; language?: string }) =>
  withQuery(editArticlePath(), from, ["category", "translation_of", "language"]);
/** What an article was; `from` and `to` are the revisions to compare. */
export const articleRevisionsPath = (id: number, compare: { from?: number; to?: number } = {}) =>
  withQuery(`${editArticlePath(id)}/revisions`, compare, ["from", "to"]);
export const articleFromTicketPath = () => "/desk/articles/from-ticket";

export interface ListFilter {
  kind?: string;
  phase?: string;
  status?: string;
  category?: string;
  sort?: string;
  after?: string;
}

/** The list with its filters, in one order of parameters, so that one list has one address. */
export function ticketsPath(filter: ListFilter = {}): string {
  return withQuery("/tickets", filter, ["kind", "phase", "status", "category", "sort", "after"]);
}

export interface QueueFilter {
  view?: string;
  kind?: string;
  category?: string;
  assignee?: string;
  after?: string;
}

export function queuePath(filter: QueueFilter = {}): string {
  return withQuery("/desk", filter, ["view", "kind", "category", "assignee", "after"]);
}

export interface SearchAddress {
  q?: string;
  in?: string;
  kind?: string;
  phase?: string;
  status?: string;
  category?: string;
  after?: number;
}

export function searchPath(search: SearchAddress = {}): string {
  return withQuery("/search", search, ["q", "in", "kind", "phase", "status", "category", "after"]);
}

interface FeedFilter {
  kind?: string;
  category?: string;
}

/** What is new in the tickets, all or those of a filter, for feed readers. */
export const feedPath = (filter: FeedFilter = {}) => withQuery("/feed.atom", filter, ["kind", "category"]);
export const jsonFeedPath = (filter: FeedFilter = {}) => withQuery("/feed.json", filter, ["kind", "category"]);
/** Without the slug: a feed keeps its address for good. */
export const ticketFeedPath = (ticket: { id: number }) => `/tickets/${ticket.id}.atom`;
export const articlesFeedPath = () => "/articles/feed.atom";

export const sitemapPath = () => "/sitemap.xml";
export const recentSitemapPath = () => "/sitemap-recent.xml";
export const pagesSitemapPath = () => "/sitemap-pages.xml";
export const articlesSitemapPath = () => "/sitemap-articles.xml";
export const ticketsSitemapPath = (part: number) => `/sitemap-tickets-${part}.xml`;
export const openSearchPath = () => "/opensearch.xml";
/** Where IndexNow finds the key that shows whose site this is. */
export const keyPath = (key: string) => `/${key}.txt`;

export const sharePicturePath = () => "/share.png";

export const similarPath = () => "/search/similar";
/** "This answered my question"; with a target, "ticket-12", the page after it. */
export const answeredPath = (answer?: string) => withQuery("/search/answered", { answer }, ["answer"]);

/** The way from a page ("ticket-41") to the product. */
export const goPath = (from: string) => withQuery("/go", { from }, ["from"]);
/** The name under which the readers of a page are counted: "ticket-41", "article-7"; undefined for all other pages. */
export function countedName(path: string): string | undefined {
  const [, room, id] = /^\/(ticket|article)s\/(\d{1,15})-[^/]*$/.exec(path) ?? [];
  return room && `${room}-${id}`;
}

function withQuery<Filter extends object>(path: string, filter: Filter, order: (keyof Filter & string)[]): string {
  const query = new URLSearchParams();
  for (const name of order) {
    const value = filter[name];
    if (value) query.set(name, String(value));
  }
  return query.size > 0 ? `${path}?${query}` : path;
}
