/** What strangers may know of a ticket or an article at one time. */
export interface State {
  isVisible: boolean;
  /** Versions, counted from 1. */
  title: number;
  text: number;
  replies: number;
  votes: number;
  status: string;
}

/** A ticket or an article with all it ever was. One writer at a time changes it. */
export class Subject {
  readonly states: State[];
  /** The last of the states whose write was answered. */
  answered = 0;
  /** When each of them was, as far as they are, by performance.now(). */
  readonly answeredAt: number[] = [];

  constructor(
    /** How it is named on pages: `t5`, `a2`. */
    readonly key: string,
    readonly id: number,
    first: Partial<State>,
  ) {
    this.states = [{ isVisible: true, title: 1, text: 1, replies: 0, votes: 0, status: "", ...first }];
  }

  get now(): State {
    return this.states.at(-1) as State;
  }

  get isTicket(): boolean {
    return this.key.startsWith("t");
  }
}

/** The states that each subject may show to somebody who asks now: from the last that was answered on. */
export type Floors = ReadonlyMap<string, number>;

/** Everything that is written about, by its key. */
export class Subjects {
  readonly all = new Map<string, Subject>();
  /** Those that were written to last, more than once where they were. */
  readonly latest: Subject[] = [];
  writes = 0;
  private named = 0;

  /** @param othersWrite about more than these, which may push them out of what shows the latest alone */
  constructor(readonly othersWrite = false) {}

  /** A key that no other subject has. */
  name(kind: "t" | "a"): string {
    this.named += 1;
    return `${kind}${this.named}`;
  }

  /** Call it when the write that made the subject was answered. */
  add(subject: Subject): Subject {
    this.all.set(subject.key, subject);
    this.answered(subject);
    return subject;
  }

  /** While `write` runs, pages may show the subject as it was or as it becomes; after it only as it became. */
  async change(subject: Subject, becomes: Partial<State>, write: () => Promise<void>): Promise<void> {
    subject.states.push({ ...subject.now, ...becomes });
    await write();
    subject.answered = subject.states.length - 1;
    this.answered(subject);
  }

  private answered(subject: Subject): void {
    subject.answeredAt[subject.answered] = performance.now();
    this.writes += 1;
    this.latest.push(subject);
    if (this.latest.length > 8) this.latest.shift();
  }

  /** @param before what was answered later does not count */
  floors(before = Number.POSITIVE_INFINITY): Floors {
    const known = [...this.all.values()].map(({ key, answeredAt }) => {
      return [key, answeredAt.findLastIndex((at) => at <= before)] as const;
    });
    return new Map(known.filter(([, state]) => state >= 0));
  }

  /** What a page that was asked for at `floors` may show of a subject. */
  possible(subject: Subject, floors: Floors): State[] {
    return subject.states.slice(floors.get(subject.key) ?? 0);
  }
}
