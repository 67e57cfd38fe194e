import type { Site } from "~/site/site.ts";

/** A site as an admin left it who changed nothing. */
export const testSite: Site = {
  name: "Glasno",
  origin: "https://help.example.com",
  locale: "en",
  timezone: "UTC",
  logo: null,
  accent: null,
  callToAction: null,
  categories: [],
  statusLabels: {},
  answerPace: null,
  verification: { google: "", yandex: "", bing: "" },
  organisation: { legalName: "", url: "", contact: "", profiles: [] },
  hasArticles: false,
  hasMail: false,
};
