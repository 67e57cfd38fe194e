/** Hosts that people link to when they ask: code, pictures of a screen, texts, logs, makers' manuals. */
const common = new Set(
  (
    "github.com gitlab.com bitbucket.org codeberg.org stackoverflow.com stackexchange.com serverfault.com superuser.com " +
    "wikipedia.org imgur.com prnt.sc prntscr.com joxi.ru ibb.co postimg.cc pastebin.com codepen.io jsfiddle.net regex101.com " +
    "docs.google.com drive.google.com google.com dropbox.com onedrive.live.com microsoft.com apple.com " +
    "mozilla.org w3.org ietf.org npmjs.com pypi.org docker.com debian.org ubuntu.com kernel.org python.org nodejs.org php.net " +
    "archive.org example.com example.org example.net figma.com loom.com trello.com atlassian.net medium.com habr.com"
  ).split(" "),
);

/** Labels are compared, not endings of strings: "notgithub.com" is no part of "github.com". */
export function isCommonHost(host: string): boolean {
  const labels = host.split(".");
  return isReferenceHost(host) || labels.some((_, from) => common.has(labels.slice(from).join(".")));
}

const makers = new Set(
  (
    "wikipedia.org microsoft.com mozilla.org w3.org ietf.org npmjs.com pypi.org docker.com debian.org ubuntu.com kernel.org " +
    "python.org nodejs.org php.net postgresql.org mysql.com sqlite.org developer.apple.com support.apple.com " +
    "support.google.com developers.google.com cloud.google.com developer.android.com schema.org unicode.org rfc-editor.org " +
    "cbr.ru gosuslugi.ru nalog.ru bank.gov.ua ecb.europa.eu europa.eu example.com example.org example.net"
  ).split(" "),
);
/** Labels that are given to authorities and schools only: "gov.uk", "tax.gov.ua", "mit.edu", "ox.ac.uk". */
const AUTHORITY = /(?:^|\.)(?:gov|edu|mil|int|(?:gov|edu|ac|mil|gob|gouv|govt)\.[a-z]{2})$/u;

/** Where no stranger can put an offer: law, banks of states, standards, makers' manuals. */
export function isReferenceHost(host: string): boolean {
  const labels = host.split(".");
  return AUTHORITY.test(host) || labels.some((_, from) => makers.has(labels.slice(from).join(".")));
}
