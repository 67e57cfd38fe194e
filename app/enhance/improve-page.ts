import { addCodeButtons } from "./code-button.ts";
import { addCopyButtons } from "./copy-button.ts";
import { keepDrafts } from "./drafts.ts";
import { takePastedFiles } from "./files.ts";
import { focusFirstNews, leadFromErrorsToFields } from "./focus.ts";
import { openPicturesInPlace } from "./lightbox.ts";
import { loadInstantSearch } from "./load-instant-search.ts";
import { ignoreSecondSubmit } from "./one-submit.ts";
import { offerPush } from "./push.ts";
import { tellRelativeTimes } from "./relative-times.ts";
import { makeReturnable } from "./returnable.ts";
import { nameSendButton } from "./send-button.ts";
import { sendByShortcut } from "./send-shortcut.ts";
import { showSimilarTickets } from "./similar-tickets.ts";

/** What every page gets. Each is an addition: without any of it all tasks work. */
export function improvePage(): void {
  makeReturnable();
  ignoreSecondSubmit();
  keepDrafts();
  nameSendButton();
  sendByShortcut();
  addCopyButtons();
  addCodeButtons();
  takePastedFiles();
  openPicturesInPlace();
  showSimilarTickets();
  loadInstantSearch();
  offerPush();
  tellRelativeTimes();
  leadFromErrorsToFields();
  focusFirstNews();
}
