import { describe, expect, test } from "vitest";
import { findSecrets, maskSecrets } from "~/secrets/find-secrets.ts";
import { BLACK_BAR } from "~/secrets/secret.ts";

const repeat = (text: string, times: number) => text.repeat(times);
/** Put together here, so that no tool takes this file for a leak. */
const join = (...parts: string[]) => parts.join("");

const secrets: [string, string, string][] = [
  ["a card in groups", "card 4111 1111 1111 1111 was declined", "card █████ was declined"],
  ["a card with hyphens", "5500-0000-0000-0004, exp 12/29", "█████, exp 12/29"],
  ["a card in one piece", "Моя карта 4111111111111111.", "Моя карта █████."],
  ["an American Express card", "3782 822463 10005", "█████"],
  ["a Mir card", "карта: 2200 0000 0000 0004", "карта: █████"],
  ["a password in English", "login: bob, password: hunter2!", "login: bob, password: █████!"],
  ["a password in Russian", "логин bob пароль: Zx81kk", "логин bob пароль: █████"],
  ["a password in Ukrainian", "ось пароль - koza2024x, дякую", "ось пароль - █████, дякую"],
  ["a Latin word as a password in Russian", "Пароль: qwerty", "Пароль: █████"],
  ["a password in words", "my password is tiger77x", "my password is █████"],
  ["a password in a settings file", "DB_PASSWORD=s3cr3tvalue", "DB_PASSWORD=█████"],
  ["a password in JSON", '{"password": "tr0ub4dor&3"}', '{"password": "█████"}'],
  ["a password in an address", "postgres://app:pa55word@db.example.com/x", "postgres://app:█████@db.example.com/x"],
  ["a security code", "cvv: 123", "cvv: █████"],
  ["a key with its name", "api_key = 9f8a7b6c5d4e3f2a1b0c", "api_key = █████"],
  ["an AWS key", join("key AK", "IAIOSFODNN7EXAMPLE here"), "key █████ here"],
  ["a GitHub token", join("gh", `p_${repeat("a1B2", 9)}`), "█████"],
  ["a Slack token", join("xo", "xb-1234567890-abcdefghij"), "█████"],
  ["a Stripe key", join("sk_", `live_${repeat("4eC39", 5)}`), "█████"],
  ["a JSON Web Token", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N", "█████"],
  ["a bearer", "Authorization: Bearer abcdefghijklmnopqrstuvwxyz", "Authorization: Bearer █████"],
  [
    "a private key",
    join("see -----BEGIN RSA PRIV", "ATE KEY-----\nMIIEpAIBAAKCAQEA\n-----END RSA PRIVATE KEY-----"),
    "see █████",
  ],
];

test.each(secrets)("%s is found and masked", (_, text, masked) => {
  expect(maskSecrets([text])).toEqual([masked]);
});

const harmless = [
  "My password does not work, and the password: field is empty",
  "Password: incorrect. Password: required",
  "Пароль: не подходит. Пароль не приходит на почту",
  "Пароль: неверный, пробовал три раза",
  "Пароль: не підходить, скинути не можу",
  "password: ********, password: <your password>, password=$PASSWORD, password: process.env.DB_PASSWORD",
  "password is hashed with SHA256, the password is bcrypt",
  "const password = getPassword(user1)",
  "PWD=/home/user1/site2",
  "Unexpected token: } in JSON at position 4111",
  "Version 4.111.111.111 of 2026-11-22, build 20261122103000123",
  "order 4111111111111111, invoice No 4111 1111 1111 1111, заказ № 4111111111111111, замовлення: 4111111111111111",
  "IBAN DE89 3704 0044 0532 0130 00 and UA21 3223 1300 0002 6007 2335 6600 1",
  "IBAN GB29NWBK60161331926819",
  "IMEI 356938035643809, tracking 4556737586899855",
  "commit 4111111111111111aabbccddeeff00112233445566, sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  "uuid 41111111-1111-1111-1111-111111111111",
  "https://example.com/issues/4111111111111111?page=2",
  "+380 44 123 45 67, +7 495 123-45-67",
  "1700000000000 ms, 1700000000000000 µs, 4111 1111 1111 1112",
  "0000 0000 0000 0000",
  "token: expired, ключ: не найден, secret: none",
  "-----BEGIN PUBLIC KEY----- MIIBIjANBgkq -----END PUBLIC KEY-----",
  "git@github.com:glasno/glasno.git and http://localhost:3000/a@b",
  "sk-learn, sk-SK, pk_test, ghp_, xoxo",
  BLACK_BAR,
];

test.each(harmless)("nothing is asked for: %s", (text) => {
  expect(findSecrets(text).map(({ start, end }) => text.slice(start, end))).toEqual([]);
});

describe("a text made to be slow", () => {
  test.each([
    ["digits", repeat("4", 20_000)],
    ["digits with gaps", repeat("4111 ", 4_000)],
    ["names without a value", repeat("password ", 2_200)],
    ["names with values", repeat("password:a1", 1_800)],
    ["colons and spaces", repeat("password :  ", 1_600)],
    ["quotes", repeat("token'''", 2_500)],
    ["addresses", repeat("a://b:", 3_300)],
    ["one long word with colons", `a://${repeat("b:", 9_990)}`],
    ["dots", `password=${repeat("a.", 9_990)}`],
    ["key heads", repeat("-----BEGIN PRIVATE KEY-----", 740)],
    ["JWT heads", repeat("eyJaaaaaaaa.", 1_600)],
    ["words before a number", `${repeat("order ", 3_000)}4111 1111 1111 1111`],
  ])("of %s takes no longer than others", (_, text) => {
    const started = performance.now();
    findSecrets(text);
    expect(performance.now() - started).toBeLessThan(250);
  });
});

test("a secret of the text is masked in the title too, where nothing says what it is", () => {
  const texts = ["My password hunter2Xy!9 is refused", "password: hunter2Xy!9\nand hunter2Xy!9 once more"];
  for (const masked of maskSecrets(texts)) expect(masked).not.toContain("hunter2Xy!9");
});
