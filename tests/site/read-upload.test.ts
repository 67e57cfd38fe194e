import type { AppLoadContext } from "@remix-run/node";
import { describe, expect, test } from "vitest";
import { readFormWithFile } from "~/http/read-upload.server.ts";

const LIMIT = 1000;

function read(body: BodyInit, { bodyTooLarge = false, type }: { bodyTooLarge?: boolean; type?: string } = {}) {
  const request = new Request("http://localhost/", {
    method: "POST",
    body,
    headers: type ? { "Content-Type": type } : {},
  });
  return readFormWithFile(request, { bodyTooLarge } as AppLoadContext, "logo", LIMIT);
}

function formWith(file: Uint8Array<ArrayBuffer>): FormData {
  const form = new FormData();
  form.append("form_token", "abc");
  form.append("logo", new File([file], "../../logo.png", { type: "text/html" }));
  form.append("intent", "logo");
  return form;
}

/** The same form as the server hands it over when it took only the first `bytes` of it. */
async function cut(form: FormData, bytes: number) {
  const whole = new Response(form);
  const type = String(whole.headers.get("content-type"));
  return { body: (await whole.arrayBuffer()).slice(0, bytes), type };
}

test("the fields and the file of a form", async () => {
  const { form, file, tooLarge } = await read(formWith(new Uint8Array([1, 2, 3])));
  expect(Object.fromEntries(form)).toEqual({ form_token: "abc", intent: "logo" });
  expect(file).toEqual(new Uint8Array([1, 2, 3]));
  expect(tooLarge).toBe(false);
});

test("a form without files", async () => {
  const sent = await read(new URLSearchParams({ intent: "name", name: "Локація" }));
  expect(sent.tooLarge).toBe(false);
  expect(sent.file).toBeUndefined();
  expect(Object.fromEntries(sent.form)).toEqual({ intent: "name", name: "Локація" });
});

test("a file field that was left empty is no file", async () => {
  const sent = await read(formWith(new Uint8Array()));
  expect(sent.tooLarge).toBe(false);
  expect(sent.file).toBeUndefined();
});

test("a file over the limit is not handed on, the fields are", async () => {
  const sent = await read(formWith(new Uint8Array(LIMIT + 1)));
  expect(sent).toMatchObject({ tooLarge: true });
  expect(sent.file).toBeUndefined();
  expect(sent.form.get("intent")).toBe("logo");
  expect((await read(formWith(new Uint8Array(LIMIT)))).file).toHaveLength(LIMIT);
});

test("of a body that was cut off in its file the fields before it are kept", async () => {
  const { body, type } = await cut(formWith(new Uint8Array(50_000)), 20_000);
  const sent = await read(body, { type, bodyTooLarge: true });
  expect(Object.fromEntries(sent.form)).toEqual({ form_token: "abc" });
  expect(sent.tooLarge).toBe(true);
  expect(sent.file).toBeUndefined();
});

describe("refused", () => {
  test("a long form without files, 413", async () => {
    const body = new URLSearchParams({ name: "x".repeat(100) });
    await expect(read(body, { bodyTooLarge: true })).rejects.toMatchObject({ status: 413 });
  });

  test("more than 50 fields, 400", async () => {
    const body = new URLSearchParams(Array.from({ length: 51 }, (_, number) => [`field-${number}`, ""]));
    await expect(read(body)).rejects.toMatchObject({ status: 400 });
  });

  test.each([
    ["JSON", "{}", "application/json"],
    ["a form without its boundary", "--x\r\n", "multipart/form-data"],
    ["a form that is not what it says", "hello", "multipart/form-data; boundary=x"],
    ["nothing said about what it is", new Uint8Array([1]), undefined],
  ])("%s, 400", async (_, body, type) => {
    await expect(read(body, { type })).rejects.toMatchObject({ status: 400 });
  });
});
