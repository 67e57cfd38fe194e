import { describe, expect, test } from "vitest";
import { cleanName, looksLikeTeam } from "~/people/reserved-names.ts";

const team = { siteName: "Лоция", agentNames: ["Настя Коваль", "Ivan Petrov"] };

describe("a name that looks like the team's", () => {
  test.each([
    ["an agent's name", "Настя Коваль"],
    ["in capitals", "НАСТЯ КОВАЛЬ"],
    ["the other way round", "Коваль Настя"],
    ["without its space", "НастяКоваль"],
    ["with Latin letters in it", "Нacтя Koвaль"],
    ["with signs around it", "— Настя Коваль —"],
    ["with a sign behind it", "Ivan Petrov!"],
    ["with a sign before it", "@Ivan Petrov"],
    ["with invisible characters", "Ivan\u200b Pet\u00adrov\u2060"],
    ["with a right-to-left override", "\u202eIvan Petrov"],
    ["in fullwidth letters", "Ｉｖａｎ Ｐｅｔｒｏｖ"],
    ["in mathematical letters", "𝐈𝐯𝐚𝐧 𝐏𝐞𝐭𝐫𝐨𝐯"],
    ["with accents", "Ìvan Pétrov"],
    ["with a one for an I", "1van Petrov"],
    ["with Cyrillic letters in a Latin name", "Ivаn Рetrоv"],
    ["with Greek letters", "Ιvαn Ρetrοv"],
    ["a word of the team", "Support"],
    ["the word among others", "Anna from support"],
    ["in Cyrillic capitals that look Latin", "АDМIN"],
    ["with digits", "adm1n"],
    ["with a sign for a letter", "@dmin"],
    ["with a zero", "supp0rt"],
    ["with rn for m", "adrnin"],
    ["spaced out", "s u p p o r t"],
    ["with dots", "a.d.m.i.n"],
    ["with a gap", "sup-port"],
    ["glued", "AnnaAdmin"],
    ["in black squares", "🅰🅳🅼🅸🅽"],
    ["in circled letters", "ⓣⓔⓐⓜ"],
    ["in small capitals", "ꜱᴛᴀꜰꜰ"],
    ["staff", "STAFF"],
    ["team", "The Team"],
    ["moderator", "Moderator Bob"],
    ["official", "Official account"],
    ["команда", "Команда"],
    ["поддержка", "Служба поддержки"],
    ["підтримка", "Підтримка"],
    ["админ", "админ Вася"],
    ["администратор", "Администратор"],
    ["адміністратор", "Адміністратор"],
    ["модератор", "мoдepaтop"],
    ["официальный", "Официальный ответ"],
    ["офіційний", "Офіційний"],
    ["the site's name", "Лоция"],
    ["the site's name among others", "Марк из Лоция"],
    ["the site's name, glued and mixed", "лoцияHelp"],
    ["a check mark", "Bob ✓"],
  ])("%s: %s", (_label, name) => {
    expect(looksLikeTeam(name, team)).toBe(true);
  });

  test.each([
    "Анна",
    "Ольга, «Пекарня на углу»",
    "Диспетчерская «Южной почты»",
    "Настя",
    "Настя Ковальчук",
    "Ivan",
    "Priya",
    "Stafford",
    "Steam fan",
    "badminton player",
    "Тарас",
    "Марічка",
    "李雷",
    "محمد",
    "Гость",
    "",
    "42",
    "Jean-Luc O’Neill",
  ])("is not %s", (name) => {
    expect(looksLikeTeam(name, team)).toBe(false);
  });

  test("a short site name counts as a word only", () => {
    const short = { siteName: "Ан", agentNames: [] };
    expect(looksLikeTeam("Анна", short)).toBe(false);
    expect(looksLikeTeam("Ан поможет", short)).toBe(true);
  });
});

describe("a name is kept", () => {
  test.each([
    ["without spaces around", "  Anna  ", "Anna"],
    ["with single spaces", "Anna \t\n\u00a0 Lee", "Anna Lee"],
    ["without control characters", "An\u0000na\u0007", "Anna"],
    ["without direction characters", "\u202eanna\u2069", "anna"],
    ["without invisible characters", "An\u200bna\ufeff", "Anna"],
    ["without letters that are blank", "\u3164\u2800", ""],
    ["without a tower of accents", `a${"\u0336".repeat(50)}`, "a\u0336\u0336"],
    ["with its own accents", "Зоя Й\u0301", "Зоя Й\u0301"],
    ["up to 60 characters", "я".repeat(70), "я".repeat(60)],
    ["without half of a character", "😀".repeat(70), "😀".repeat(60)],
  ])("%s", (_label, typed, kept) => {
    expect(cleanName(typed)).toBe(kept);
  });
});
