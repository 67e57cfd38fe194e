import { expect, test } from "vitest";
import { mailboxOf, maskedAddress, parseAddress, parseSender } from "~/mail/address.ts";

test.each([
  ["name@example.com", "name@example.com"],
  [" Name.Two+tag@Example.COM ", "Name.Two+tag@example.com"],
  ["ivan@пошта.укр", "ivan@xn--80a1acn3a.xn--j1amh"],
  ["a@ex-ample.co.uk", "a@ex-ample.co.uk"],
])("%j is the address %s", (typed, address) => {
  expect(parseAddress(typed)).toBe(address);
});

test.each([
  "",
  "a",
  "@example.com",
  "a@",
  "a@b",
  "a@@example.com",
  "a b@example.com",
  "a@exa mple.com",
  "a@example.com\nBcc: b@example.com",
  "a\r\n@example.com",
  "a@example.com, b@example.com",
  "a@example.com;b@example.com",
  "Name <a@example.com>",
  '"a"@example.com',
  "a@[127.0.0.1]",
  "a@127.0.0.1",
  "a@0x7f.1",
  "a@example.com:25",
  "a@example.com/x",
  "a@user:pass@example.com",
  "иван@example.com",
  "a..b@example.com",
  ".a@example.com",
  "a@-example.com",
  "a@example..com",
  `${"a".repeat(65)}@example.com`,
  `a@${"b".repeat(63)}.${"c".repeat(63)}.${"d".repeat(63)}.${"e".repeat(63)}.com`,
  "a@example.com\u0000",
  "a@example.com\u202e",
])("%j is none", (typed) => {
  expect(parseAddress(typed)).toBeUndefined();
});

test.each([
  ["A.b+c@GMail.com", "ab@gmail.com"],
  ["ab@googlemail.com", "ab@gmail.com"],
  ["ivan-petrov@ya.ru", "ivan.petrov@yandex.ru"],
  ["A.B+c@example.com", "a.b@example.com"],
])("mail to %s reaches the mailbox %s", (address, mailbox) => {
  expect(mailboxOf(address)).toBe(mailbox);
});

test("a masked address shows its first letter and its host", () => {
  expect(maskedAddress("anna@example.com")).toBe("a…@example.com");
});

test.each([
  ["help@example.com", { name: "", address: "help@example.com" }],
  ["Our team <help@example.com>", { name: "Our team", address: "help@example.com" }],
  ['"Our, team" <help@example.com>', { name: "Our, team", address: "help@example.com" }],
  ["glasno@localhost", { name: "", address: "glasno@localhost" }],
  ["Team\r\nBcc: x@example.com <help@example.com>", { name: "Team Bcc: x@example.com", address: "help@example.com" }],
  ["no address", undefined],
  ["Team <nobody>", undefined],
])("mails come from %j", (text, sender) => {
  expect(parseSender(text)).toEqual(sender);
});
