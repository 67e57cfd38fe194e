import { expect, test } from "vitest";
import { nextPath } from "~/people/next-path.ts";

test.each([
  ["a page of ours", "/desk/people?done=invite#agent-1", "/desk/people?done=invite#agent-1"],
  ["nothing", null, "/desk"],
  ["another site", "https://evil.example/", "/desk"],
  ["two slashes", "//evil.example", "/desk"],
  ["a backslash", "/\\evil.example", "/desk"],
  ["a tab between slashes", "/\t/evil.example", "/desk"],
  ["a line break in front", "\r\n//evil.example", "/desk"],
  ["dots that fold to two slashes", "/.//evil.example", "/desk"],
  ["dots up to two slashes", "/a/..//evil.example", "/desk"],
  ["a script", "javascript:alert(1)", "/desk"],
  ["a user name", "/@evil.example", "/@evil.example"],
  ["an encoded backslash", "/%5cevil.example", "/%5cevil.example"],
])("after signing in, %s leads to a page of this site", (_label, asked, path) => {
  expect(nextPath(asked, "https://help.example")).toBe(path);
  expect(new URL(nextPath(asked, "https://help.example"), "https://help.example").origin).toBe("https://help.example");
});
