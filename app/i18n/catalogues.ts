import enArticles from "./en/articles.json";
import enAudit from "./en/audit.json";
import enBrowser from "./en/browser.json";
import enCanned from "./en/canned.json";
import enCounts from "./en/counts.json";
import enDesk from "./en/desk.json";
import enEditor from "./en/editor.json";
import enErrors from "./en/errors.json";
import enFeeds from "./en/feeds.json";
import enFiles from "./en/files.json";
import enForms from "./en/forms.json";
import enHooks from "./en/hooks.json";
import enImports from "./en/imports.json";
import enMail from "./en/mail.json";
import enPeople from "./en/people.json";
import enPrivacy from "./en/privacy.json";
import enPush from "./en/push.json";
import enReports from "./en/reports.json";
import enReview from "./en/review.json";
import enSearch from "./en/search.json";
import enSecrets from "./en/secrets.json";
import enSettings from "./en/settings.json";
import enSite from "./en/site.json";
import enStatus from "./en/status.json";
import enThanks from "./en/thanks.json";
import enTickets from "./en/tickets.json";
import enTime from "./en/time.json";
import ruArticles from "./ru/articles.json";
import ruAudit from "./ru/audit.json";
import ruBrowser from "./ru/browser.json";
import ruCanned from "./ru/canned.json";
import ruCounts from "./ru/counts.json";
import ruDesk from "./ru/desk.json";
import ruEditor from "./ru/editor.json";
import ruErrors from "./ru/errors.json";
import ruFeeds from "./ru/feeds.json";
import ruFiles from "./ru/files.json";
import ruForms from "./ru/forms.json";
import ruHooks from "./ru/hooks.json";
import ruImports from "./ru/imports.json";
import ruMail from "./ru/mail.json";
import ruPeople from "./ru/people.json";
import ruPrivacy from "./ru/privacy.json";
import ruPush from "./ru/push.json";
import ruReports from "./ru/reports.json";
import ruReview from "./ru/review.json";
import ruSearch from "./ru/search.json";
import ruSecrets from "./ru/secrets.json";
import ruSettings from "./ru/settings.json";
import ruSite from "./ru/site.json";
import ruStatus from "./ru/status.json";
import ruThanks from "./ru/thanks.json";
import ruTickets from "./ru/tickets.json";
import ruTime from "./ru/time.json";
import ukArticles from "./uk/articles.json";
import ukAudit from "./uk/audit.json";
import ukBrowser from "./uk/browser.json";
import ukCanned from "./uk/canned.json";
import ukCounts from "./uk/counts.json";
import ukDesk from "./uk/desk.json";
import ukEditor from "./uk/editor.json";
import ukErrors from "./uk/errors.json";
import ukFeeds from "./uk/feeds.json";
import ukFiles from "./uk/files.json";
import ukForms from "./uk/forms.json";
import ukHooks from "./uk/hooks.json";
import ukImports from "./uk/imports.json";
import ukMail from "./uk/mail.json";
import ukPeople from "./uk/people.json";
import ukPrivacy from "./uk/privacy.json";
import ukPush from "./uk/push.json";
import ukReports from "./uk/reports.json";
import ukReview from "./uk/review.json";
import ukSearch from "./uk/search.json";
import ukSecrets from "./uk/secrets.json";
import ukSettings from "./uk/settings.json";
import ukSite from "./uk/site.json";
import ukStatus from "./uk/status.json";
import ukThanks from "./uk/thanks.json";
import ukTickets from "./uk/tickets.json";
import ukTime from "./uk/time.json";

/** All words that people read, by language and namespace. */
export const catalogues = {
  en: {
    articles: enArticles,
    audit: enAudit,
    browser: enBrowser,
    canned: enCanned,
    counts: enCounts,
    desk: enDesk,
    editor: enEditor,
    errors: enErrors,
    feeds: enFeeds,
    files: enFiles,
    forms: enForms,
    hooks: enHooks,
    imports: enImports,
    mail: enMail,
    people: enPeople,
    review: enReview,
    privacy: enPrivacy,
    push: enPush,
    reports: enReports,
    search: enSearch,
    secrets: enSecrets,
    settings: enSettings,
    site: enSite,
    status: enStatus,
    thanks: enThanks,
    tickets: enTickets,
    time: enTime,
  },
  ru: {
    articles: ruArticles,
    audit: ruAudit,
    browser: ruBrowser,
    canned: ruCanned,
    counts: ruCounts,
    desk: ruDesk,
    editor: ruEditor,
    errors: ruErrors,
    feeds: ruFeeds,
    files: ruFiles,
    forms: ruForms,
    hooks: ruHooks,
    imports: ruImports,
    mail: ruMail,
    people: ruPeople,
    review: ruReview,
    privacy: ruPrivacy,
    push: ruPush,
    reports: ruReports,
    search: ruSearch,
    secrets: ruSecrets,
    settings: ruSettings,
    site: ruSite,
    status: ruStatus,
    thanks: ruThanks,
    tickets: ruTickets,
    time: ruTime,
  },
  uk: {
    articles: ukArticles,
    audit: ukAudit,
    browser: ukBrowser,
    canned: ukCanned,
    counts: ukCounts,
    desk: ukDesk,
    editor: ukEditor,
    errors: ukErrors,
    feeds: ukFeeds,
    files: ukFiles,
    forms: ukForms,
    hooks: ukHooks,
    imports: ukImports,
    mail: ukMail,
    people: ukPeople,
    review: ukReview,
    privacy: ukPrivacy,
    push: ukPush,
    reports: ukReports,
    search: ukSearch,
    secrets: ukSecrets,
    settings: ukSettings,
    site: ukSite,
    status: ukStatus,
    thanks: ukThanks,
    tickets: ukTickets,
    time: ukTime,
  },
};
