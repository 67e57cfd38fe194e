import { expect, test } from "vitest";
import { passwordProblem } from "~/people/password-rules.ts";
import { hashPassword, isPassword, passwordsWaiting } from "~/people/passwords.server.ts";

test("a password is hashed by scrypt with its cost and a salt of its own", async () => {
  const [one, other] = await Promise.all([hashPassword("three plain words"), hashPassword("three plain words")]);
  expect(one).toMatch(/^\$scrypt\$ln=17,r=8,p=1\$[\w+/]{22}==\$[\w+/]{43}=$/);
  expect(other).not.toBe(one);
  expect(await isPassword("three plain words", one)).toBe(true);
  expect(await isPassword("three plain word", one)).toBe(false);
});

test("a hash of another cost stays readable", async () => {
  expect(await isPassword("secret words", await hashPassword("secret words", { ln: 5, r: 4, p: 2 }))).toBe(true);
});

test("the same letters in another encoding are the same password", async () => {
  const hash = await hashPassword("йод и ёлка".normalize("NFC"), { ln: 4, r: 8, p: 1 });
  expect(await isPassword("йод и ёлка".normalize("NFD"), hash)).toBe(true);
});

test("an account that does not exist costs work too, and has no password", async () => {
  const check = isPassword("", undefined);
  expect(passwordsWaiting()).toBe(1);
  expect(await check).toBe(false);
});

test("passwords are checked one at a time", async () => {
  const all = Promise.all([1, 2, 3].map(() => hashPassword("x", { ln: 4, r: 8, p: 1 })));
  expect(passwordsWaiting()).toBe(3);
  await all;
  expect(passwordsWaiting()).toBe(0);
});

const known = ["Anna Lee", "anna.lee@example.com", "Glasno Forum"];

test.each([
  ["seven characters", "pass wo", "people:error.password_short"],
  ["seven characters of two units each", "😀".repeat(7), "people:error.password_short"],
  ["257 characters", "ab c".repeat(65).slice(0, 257), "people:error.password_long"],
  ["one character again and again", "aaaaaaaaaaaa", "people:error.password_obvious"],
  ["a row of keys", "qwertyuiop", "people:error.password_obvious"],
  ["digits in order", "12345678", "people:error.password_obvious"],
  ["the word itself", "Password123!", "people:error.password_obvious"],
  ["the person's name", "Anna Lee", "people:error.password_obvious"],
  ["the e-mail", "anna.lee@example.com", "people:error.password_obvious"],
  ["the e-mail's name with a year", "anna.lee2026", "people:error.password_obvious"],
  ["the site's name", "glasnoforum", "people:error.password_obvious"],
])("a new password is refused when it is %s", (_label, password, problem) => {
  expect(passwordProblem(password, known)).toBe(problem);
});

test.each([
  ["small letters only", "correct horse"],
  ["Cyrillic", "три простых слова"],
  ["digits only", "8364920175"],
  ["eight characters", "gT4 kq!z"],
  ["256 characters", "words and ".repeat(26).slice(0, 256)],
  ["spaces at its ends", "  words and spaces  "],
])("a new password may be %s", (_label, password) => {
  expect(passwordProblem(password, known)).toBeUndefined();
});
