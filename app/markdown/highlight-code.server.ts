import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import c from "highlight.js/lib/languages/c";
import cpp from "highlight.js/lib/languages/cpp";
import csharp from "highlight.js/lib/languages/csharp";
import css from "highlight.js/lib/languages/css";
import diff from "highlight.js/lib/languages/diff";
import dockerfile from "highlight.js/lib/languages/dockerfile";
import go from "highlight.js/lib/languages/go";
import http from "highlight.js/lib/languages/http";
import ini from "highlight.js/lib/languages/ini";
import java from "highlight.js/lib/languages/java";
import javascript from "highlight.js/lib/languages/javascript";
import json from "highlight.js/lib/languages/json";
import kotlin from "highlight.js/lib/languages/kotlin";
import lua from "highlight.js/lib/languages/lua";
import markdown from "highlight.js/lib/languages/markdown";
import nginx from "highlight.js/lib/languages/nginx";
import php from "highlight.js/lib/languages/php";
import powershell from "highlight.js/lib/languages/powershell";
import python from "highlight.js/lib/languages/python";
import ruby from "highlight.js/lib/languages/ruby";
import rust from "highlight.js/lib/languages/rust";
import scss from "highlight.js/lib/languages/scss";
import shell from "highlight.js/lib/languages/shell";
import sql from "highlight.js/lib/languages/sql";
import swift from "highlight.js/lib/languages/swift";
import typescript from "highlight.js/lib/languages/typescript";
import xml from "highlight.js/lib/languages/xml";
import yaml from "highlight.js/lib/languages/yaml";
import { escapeHtml } from "./clean-text";

const languages = {
  ...{ bash, c, cpp, csharp, css, diff, dockerfile, go, http, ini, java, javascript, json, kotlin, lua, markdown },
  ...{ nginx, php, powershell, python, ruby, rust, scss, shell, sql, swift, typescript, xml, yaml },
};
const nameByAlias = new Map<string, string>();
for (const [name, language] of Object.entries(languages)) {
  hljs.registerLanguage(name, language);
  for (const alias of [name, ...(hljs.getLanguage(name)?.aliases ?? [])]) nameByAlias.set(alias, name);
}

/** Our six colours, and which of the highlighter's scopes each of them stands for. Other scopes stay uncoloured. */
const colours: Record<string, string[]> = {
  comment: ["comment", "quote", "meta"],
  keyword: ["keyword", "literal", "built_in", "type", "name", "selector-tag", "section", "doctag"],
  string: ["string", "regexp", "symbol", "link", "code", "addition"],
  number: ["number", "bullet", "variable", "template-variable"],
  title: ["title", "attr", "attribute", "property", "selector-class", "selector-id"],
  deletion: ["deletion"],
};
const colourOfScope = new Map(
  Object.entries(colours).flatMap(([colour, scopes]) => scopes.map((scope) => [scope, colour] as const)),
);

const longestCode = 20_000;

/**
 * Code as HTML with `<span class="<prefix>hljs-keyword">`. A language is never guessed: that runs every grammar over
 * the text.
 * @param language as `findLanguage` gives it
 * @param prefix what the sanitiser will know our own classes by
 */
export function highlightCode(code: string, language: string | undefined, prefix: string): string {
  if (code.length > longestCode || !language) return escapeHtml(code);
  const html = paint(hljs.highlight(code, { language, ignoreIllegals: true }).value, prefix);
  // A list of one-digit numbers would be twenty times its own size.
  return html.length > 12 * code.length + 2_000 ? escapeHtml(code) : html;
}

/** Turns scopes into colours. Scopes without one, and those inside the same colour, go: they are half of the HTML. */
function paint(highlighted: string, prefix: string): string {
  const open: { colour?: string; close: string }[] = [];
  return highlighted.replace(/<span class="(?:hljs-)?([^" ]*)[^"]*">|<\/span>/g, (_tag, scope?: string) => {
    if (scope === undefined) return open.pop()?.close ?? "";
    const around = open.at(-1)?.colour;
    const colour = colourOfScope.get(scope);
    const shown = colour !== undefined && colour !== around;
    open.push({ colour: colour ?? around, close: shown ? "</span>" : "" });
    return shown ? `<span class="${prefix}hljs-${colour}">` : "";
  });
}

/** The highlighter's own name of a language ("js" → "javascript"), as in `language-javascript`. */
export function findLanguage(declared: string): string | undefined {
  return nameByAlias.get(declared.toLowerCase());
}
