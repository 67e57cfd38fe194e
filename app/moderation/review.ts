export type Mark = "spam" | "fine";

/** A ticket or reply that waits for the team's word, or got it lately. */
export interface ReviewedPost {
  /** "ticket-12", "reply-45". */
  key: string;
  ticket: { id: number; slug: string };
  replyId: number | null;
  title: string;
  excerpt: string;
  language: string;
  authorName: string | null;
  state: "held" | "restricted" | "spam" | "fine";
  /** Names of signals. */
  reasons: string[];
  hosts: string[];
  createdAt: number;
}

/** Posts that say nearly the same; most stand alone. */
export interface ReviewGroup {
  posts: WaitingPost[];
}

export interface WaitingPost extends ReviewedPost {
  /** How many that wait came from the same network, this one included. */
  fromSender: number;
  /** The host that most others name too, and how many do. */
  sharedHost: { host: string; count: number } | null;
}

/** How often a reason was right, by what the team marked. */
export interface ReasonFigures {
  name: string;
  spam: number;
  fine: number;
}

export interface ReviewFigures {
  reasons: ReasonFigures[];
  marks: { spam: number; fine: number };
  /** The learned model, from when on it counts, and how often it was right where it spoke. */
  model: { from: number; hasLearned: boolean; said: number; right: number };
}

/** What a press is about: one post, all from its sender, all that name a host, or all that are like it. */
export const scopes = ["one", "sender", "host", "alike"] as const;
export type Scope = (typeof scopes)[number];

/** Whether a set of posts is named by "ticket-12 reply-45"; undefined for anything else. */
export function parsePostKeys(text: string): { isReply: boolean; id: number }[] | undefined {
  const keys = text.split(/[ .]/).filter(Boolean);
  if (keys.length === 0 || keys.length > 200) return undefined;
  const posts = keys.map((key) => /^(ticket|reply)-(\d{1,15})$/.exec(key));
  if (posts.some((post) => post === null)) return undefined;
  return posts.map((post) => ({ isReply: post?.[1] === "reply", id: Number(post?.[2]) }));
}
