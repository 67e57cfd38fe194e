import { expect, test } from "vitest";
import { parseCannedForm } from "~/canned/canned-form.ts";
import { asPlainWords, type Facts, fillPlaceholders } from "~/canned/placeholders.ts";

const facts: Facts = {
  name: "Oleh",
  number: "12",
  title: "Limits",
  link: "https://a.test/tickets/12-l",
  agent: "Anna",
};
const fill = (body: string, name: string | null) => fillPlaceholders(body, { ...facts, name });

test.each([
  ["Hello, {name}!", "Hello, Oleh!", "Hello!"],
  ["Hi {name},\nthanks", "Hi Oleh,\nthanks", "Hi,\nthanks"],
  ["{name}, send us the time.", "Oleh, send us the time.", "Send us the time."],
  ["{name}!\n\nThank you.", "Oleh!\n\nThank you.", "Thank you."],
  ["{name}, надішліть номер.", "Oleh, надішліть номер.", "Надішліть номер."],
  ["Done.\n{name}: ask again.", "Done.\nOleh: ask again.", "Done.\nAsk again."],
  ["No. {number}, {title}: {link}\n{agent}", "No. 12, Limits: https://a.test/tickets/12-l\nAnna", undefined],
])("%j with a name and without", (body, named, nameless = named) => {
  expect(fill(body, "Oleh")).toBe(named);
  expect(fill(body, null)).toBe(nameless);
});

test.each(["{nmae} {Name} {} { name } {constructor} ${x}", "```\n{ a: 1 }\n```"])("%j stays as typed", (body) => {
  expect(fill(body, null)).toBe(body);
});

test("what a stranger wrote is filled in once, and is no Markdown", () => {
  expect(fill("Hi {name}", "{link} {agent}")).toBe("Hi {link} {agent}");
  expect(asPlainWords("[win](http://evil.test) *now* C# a_b!")).toBe("\\[win\\](http://evil.test) \\*now\\* C# a_b!");
});

test.each([
  ["::Send Details", "send-details"],
  ["  деталі ", "деталі"],
  ["C_1", "c_1"],
])("the name %j becomes %j", (name, expected) => {
  const { values } = parseCannedForm(new URLSearchParams({ name, language: "en", body: "x" }));
  expect(values?.name).toBe(expected);
});

test.each([
  [{ name: "" }, "name", "name_missing"],
  [{ name: "a".repeat(41) }, "name", "name_long"],
  [{ name: "a/b" }, "name", "name_signs"],
  [{ language: "de" }, "language", "language_missing"],
  [{ body: " \n" }, "body", "body_missing"],
  [{ body: "a".repeat(5_001) }, "body", "body_long"],
])("%j is told at the field", (fields, field, message) => {
  const { errors } = parseCannedForm(new URLSearchParams({ name: "a", language: "en", body: "x", ...fields }));
  expect(errors).toMatchObject([{ field, message: `canned:error.${message}` }]);
});
