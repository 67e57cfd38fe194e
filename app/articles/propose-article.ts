import { excerptOf } from "~/markdown/excerpt.ts";
import type { ArticleText } from "./article.ts";

interface Question {
  title: string;
  /** Markdown, as it was written. */
  body: string;
  excerpt: string;
  language: string;
}

interface Answer {
  /** Markdown, as it was written. */
  body: string;
  html: string;
}

/** A question of more characters is not quoted whole. */
const LONGEST_QUESTION = 400;

/** An article made of a ticket and its answer, to be worked on. */
export function proposeArticle(
  question: Question,
  answer: Answer,
  longest: { title: number; body: number },
): ArticleText {
  const title = question.title.slice(0, longest.title);
  const body = [quoteOf(question), answer.body].filter(Boolean).join("\n\n").slice(0, longest.body);
  return { title, summary: firstSentence(excerptOf(answer.html), question.language), body };
}

/** The first paragraph of the question as a quotation; a long one by its first words. */
function quoteOf({ body, excerpt }: Question): string {
  const [first = ""] = body.trim().split(/\n\s*\n/);
  const isWhole = first.length <= LONGEST_QUESTION && !/^ {0,3}(```|~~~)/m.test(first);
  const text = isWhole ? first : excerpt.replace(/[\\`*_{}[\]<>#|~]/g, "\\$&");
  return text.replace(/^/gm, "> ").replace(/^> $/, "");
}

/** A shorter one before it is a greeting or thanks, and says nothing of what the article is about. */
const SHORTEST_SENTENCE = 40;

function firstSentence(text: string, language: string): string {
  const segments = new Intl.Segmenter(language, { granularity: "sentence" }).segment(text);
  const sentences = [...segments].map(({ segment }) => segment.trim());
  return sentences.find(({ length }) => length >= SHORTEST_SENTENCE) ?? sentences[0] ?? "";
}
