/*
 * Rows as an old site has them, in the words of the first schemas. Frozen, as those are: later columns come by the
 * migrations, which is what the drill looks at.
 */

const numbers = (most: number) => `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${most}) `;

/** By the migration after which the rows go in. */
export const oldRows = (tickets: number): Record<string, string[]> => ({
  "0001-forum": [
    "insert into settings values ('name', '\"Old\"', 1)",
    "insert into categories (slug, name, position, created_at) values ('app', 'App', 1, 1), ('shop', 'Shop', 2, 2)",
    "insert into agents (name, email, role, created_at) values ('Anna', 'anna@example.com', 'admin', 1)",
    `insert into visitors (token_hash, name, created_at) ${numbers(tickets)} select 'hash ' || i, 'Visitor ' || i, i from n`,
    `insert into tickets (kind, title, slug, body, html, excerpt, language, status, phase, status_changed_at, visibility,
        moderation, published_at, removed_at, removed_as, category_id, requester_id, form_nonce, waiting_since,
        vote_count, reply_count, created_at, last_activity_at, public_changed_at)
      ${numbers(tickets)} select
        case i % 3 when 0 then 'idea' when 1 then 'question' else 'thanks' end,
        'Ticket ' || i, 'ticket-' || i, 'What happened to me, number ' || i, '<p>What happened to me, number ' || i || '</p>',
        'What happened to me', 'en', 'new', 'new', i, case i % 7 when 0 then 'private' else 'public' end,
        case i % 11 when 0 then 'held' when 1 then 'restricted' else 'published' end, i,
        case i % 13 when 0 then i end, case i % 13 when 0 then 'by_author' end, 1 + i % 2, i, 'nonce ' || i,
        case i % 2 when 0 then i end, i % 4, 2, i, i, i from n`,
    `insert into replies (ticket_id, kind, body, html, excerpt, language, visitor_id, agent_id, moderation, answer_ms, created_at)
      ${numbers(tickets)} select i, case i % 5 when 0 then 'note' else 'answer' end, 'Answer ' || i,
        '<p>Answer ' || i || '</p>', 'Answer', 'en', null, 1, 'published', i, i from n`,
    `insert into replies (ticket_id, kind, body, html, excerpt, language, visitor_id, by_requester, moderation, created_at)
      ${numbers(tickets)} select i, 'comment', 'Thanks ' || i, '<p>Thanks ' || i || '</p>', 'Thanks', 'uk', i, 1,
        case i % 17 when 0 then 'held' else 'published' end, i from n`,
    `insert into ticket_authors (ticket_id, visitor_id, created_at) ${numbers(tickets)} select i, i, i from n`,
    `insert into votes (target, target_id, visitor_id, created_at) ${numbers(tickets)} select 'ticket', i, i, i from n`,
    `insert into ticket_events (ticket_id, type, public, agent_id, details, created_at)
      ${numbers(tickets)} select i, 'status', 1, 1, '{"from":"new","to":"new"}', i from n`,
    `insert into text_revisions (ticket_id, title, body, visitor_id, created_at)
      ${numbers(tickets)} select i, 'Before', 'What it was before', i, i from n`,
    "insert into jobs (name, payload, run_at, created_at) values ('lift a doubt', '{\"ticketId\":1}', 9e15, 1)",
  ],
  "0003-articles": [
    "insert into article_categories (slug, names, position, created_at, changed_at) values ('start', '{}', 1, 1, 1)",
    `insert into articles (category_id, slug, language, position, title, summary, body, html, contents, published_at,
        first_published_at, created_at, changed_at, public_changed_at)
      ${numbers(20)} select 1, 'article-' || i, 'en', i, 'Article ' || i, 'In short', 'At length', '<p>At length</p>', '[]',
        i, i, i, i, i from n`,
    `insert into article_revisions (article_id, title, summary, body, agent_id, created_at)
      ${numbers(20)} select i, 'Article ' || i, 'In short', 'At length', 1, i from n`,
    "insert into canned_answers (name, language, body, created_at, changed_at) values ('Hello', 'en', 'Hello', 1, 1)",
  ],
});
