import { excerptOf } from "~/markdown/excerpt.ts";
import type { ArticleText } from "./article.ts";
import { COURTESY, GREETING } from "./courtesies.ts";

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
const LONGEST_QUESTION = 1_500;
/** A paragraph that begins with thanks and is longer says more than that. */
const LONGEST_COURTESY = 60;

/** An article made of a ticket and its answer, to be worked on. */
export function proposeArticle(
  question: Question,
  answer: Answer,
  longest: { title: number; body: number },
): ArticleText {
  const title = question.title.slice(0, longest.title);
  const body = [quoteOf(question), answer.body].filter(Boolean).join("\n\n").slice(0, longest.body);
  return { title, summary: summaryOf(answer.html, question.language), body };
}

/** The question as a quotation, with its code, without greetings and thanks; a long one by its first words. */
function quoteOf({ body, excerpt }: Question): string {
  const paragraphs = body.trim().split(/\n\s*\n/);
  const telling = paragraphs.filter((text) => text.length > LONGEST_COURTESY || !COURTESY.test(text)).join("\n\n");
  const text = telling.length <= LONGEST_QUESTION ? telling : excerpt.replace(/[\\`*_{}[\]<>#|~]/g, "\\$&");
  return text.replace(/^(?=.)/gm, "> ").replace(/^$/gm, text && ">");
}

const READ = 1_000;
const LONGEST_SUMMARY = 200;
/** A shorter one says little of what the article is about. */
const SHORTEST_SENTENCE = 40;
const ADDRESS = /https?:\/\/|www\./i;

/** The first sentence that says something: no greeting, no thanks, no mere address. */
function summaryOf(html: string, language: string): string {
  const paragraphs = html.split(/<\/(?:p|li|h\d|blockquote)>/).map((part) => excerptOf(part, READ));
  const sentences = paragraphs.flatMap((text) => sentencesOf(text.replace(GREETING, ""), language));
  const telling = sentences.filter((sentence) => !COURTESY.test(sentence) && !ADDRESS.test(sentence));
  const summary = telling.find(({ length }) => length >= SHORTEST_SENTENCE) ?? telling[0] ?? sentences[0] ?? "";
  const capital = summary.replace(/^\p{Ll}/u, (letter) => letter.toLocaleUpperCase(language));
  return capital.length > LONGEST_SUMMARY ? `${capital.slice(0, LONGEST_SUMMARY - 1)}…` : capital;
}

function sentencesOf(text: string, language: string): string[] {
  const segments = new Intl.Segmenter(language, { granularity: "sentence" }).segment(text);
  return [...segments].map(({ segment }) => segment.trim()).filter(Boolean);
}
