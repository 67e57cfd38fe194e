import { describe, expect, test } from "vitest";
import { isOfMachine } from "~/mail-in/machine-mail.ts";
import { withoutOwnLinks } from "~/mail-in/own-links.ts";
import { replyTokens } from "~/mail-in/reply-token.ts";
import { senderProof } from "~/mail-in/sender-proof.ts";

const OURS = "mx.forum.test";

describe("who a mail is from is believed where our own mail server has looked", () => {
  const cases: [proof: string, ...fields: string[]][] = [
    [
      "pass",
      `${OURS}; dkim=pass header.d=example.com; spf=pass smtp.mailfrom=a@example.com; dmarc=pass (p=NONE) header.from=example.com`,
    ],
    ["pass", `${OURS} 1; dmarc=pass (a comment; with (another) in it) header.from="example.com"`],
    ["pass", `${OURS}; dmarc=none header.from=example.com; dkim=pass header.i=@mail.example.com`],
    ["pass", `${OURS}; spf=pass smtp.mailfrom=bounce.example.com`],
    ["fail", `${OURS}; dmarc=fail header.from=example.com; dkim=pass header.d=example.com`],
    ["fail", `${OURS}; dmarc=pass header.from=other.com`],
    ["fail", `${OURS}; dmarc=pass header.from=attacker-example.com`],
    ["fail", `${OURS}; spf=softfail smtp.mailfrom=a@example.com`],
    ["fail", `${OURS}; dkim=fail header.d=example.com; spf=pass smtp.mailfrom=a@elsewhere.net`],
    ["fail", `${OURS}; dmarc=fail`, `${OURS}; dmarc=pass header.from=example.com`],
    ["fail", `${OURS}; dmarc=none`, `${OURS}; dmarc=pass header.from=example.com`],
    ["fail", "mx.elsewhere.test; dmarc=pass header.from=example.com"],
    ["fail", `evil.${OURS}; dmarc=pass header.from=example.com`],
    ["fail", `(${OURS};) x; dmarc=pass header.from=example.com`],
    ["unknown", `${OURS}; none`],
    ["unknown", `${OURS}; dmarc=temperror`],
    ["unknown", `${OURS}; dkim=pass header.d=com; spf=neutral`],
  ];
  test.each(cases)("%s: %s", (proof, ...fields) => {
    const head = fields.map((field): [string, string] => ["authentication-results", field]);
    expect(senderProof({ head, from: ["maria@example.com"] }, OURS)).toBe(proof);
  });

  test("nothing is known where nobody looks", () => {
    const head: [string, string][] = [["authentication-results", `${OURS}; dmarc=pass`]];
    expect(senderProof({ head, from: ["maria@example.com"] }, undefined)).toBe("unknown");
  });
});

test("the key of a mail stands in the addresses that it is for, and nowhere else", () => {
  const key = `f1a0fkm${"a".repeat(26)}`;
  const keys = (head: [string, string][]) => replyTokens({ head }, "answers@example.org");
  expect(keys([["to", `"Half Past" <Answers+${key.toUpperCase()}@Example.org>, x@y.zz`]])).toEqual([key]);
  expect(keys([["delivered-to", `answers+${key}@example.org`]])).toEqual([key]);
  expect(keys([["subject", `answers+${key}@example.org`]])).toEqual([]);
  expect(keys([["to", `answers+${key}@example.org.evil.test, xanswers+${key}@example.org`]])).toEqual([]);
});

test("people are not taken for machines", () => {
  const people = ["maria@example.com", "norbert@example.com", "replyna@example.com", "infobot-fan@example.com"];
  for (const from of people) {
    const head: [string, string][] = [
      ["auto-submitted", "no"],
      ["subject", "Re: Automatic reply of your form"],
    ];
    expect(isOfMachine({ head, from: [from], report: null }), from).toBe(false);
  }
});

test("what opens tickets or stops mails is taken out of a text, with the Markdown around it whole", () => {
  const facts = { origin: "https://help.example.org", mailbox: "answers@example.org" };
  const text =
    "See https://help.example.org/m/abc-1 and [stop](https://help.example.org/mail/12-x_y), help.example.org/mail/7-z or answers\\+f1a0fkmabcdefgh@example.org, https://help.example.org/tickets/1-a";
  expect(withoutOwnLinks(text, facts)).toBe(
    "See … and [stop](…), … or answers@example.org, https://help.example.org/tickets/1-a",
  );
});
