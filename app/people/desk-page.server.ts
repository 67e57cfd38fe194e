import type { AppLoadContext } from "@remix-run/node";
import type { DeskHeading, Page } from "~/http/page.ts";
import type { Agent } from "./viewer.ts";

/**
 * The document around a page of the desk: the site's language, the dark header and its stylesheet, no index.
 */
export function deskPage(context: AppLoadContext, agent: Agent, section: DeskHeading["section"], title: string): Page {
  return {
    locale: context.site.locale,
    title,
    personal: true,
    desk: {
      agentName: agent.name,
      isAdmin: agent.role === "admin",
      reviewCount: agent.reviewCount ?? 0,
      openReports: agent.openReports ?? 0,
      section,
      hasDiskTrouble: context.hasDiskTrouble,
    },
  };
}
