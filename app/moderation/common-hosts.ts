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
  return labels.some((_, from) => common.has(labels.slice(from).join(".")));
}
