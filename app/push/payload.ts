/** What a push carries to the browser's worker (app/enhance/push-worker.ts): the words of one notification. */
export interface Payload {
  /** The same at every try of one push. */
  key: string;
  title: string;
  body: string;
  lang: string;
  /** A notification takes the place of the one with the same tag. */
  tag: string;
  /** What a press on it opens: a path of this site. */
  url: string;
}
