import { expect, test } from "vitest";
import { openTestDatabase } from "../support/database.ts";
import { documents } from "./relevance/documents.ts";
import { fillWithDocuments } from "./relevance/fill.ts";
import { measureRelevance } from "./relevance/measure.ts";
import { queries } from "./relevance/queries.ts";

const db = await openTestDatabase();
const now = Date.now();
const measured = await measureRelevance(db, await fillWithDocuments(db, now), now);

test("there are enough documents and queries to tell", () => {
  expect(documents.filter(({ language }) => language !== "en").length).toBeGreaterThanOrEqual(60);
  expect(queries.length).toBeGreaterThanOrEqual(120);
});

test.each([...measured])("what people look for comes first: %s", (_, { reciprocalRank, recall, missed }) => {
  expect(reciprocalRank, missed.join("\n")).toBeGreaterThanOrEqual(0.9);
  expect(recall, missed.join("\n")).toBeGreaterThanOrEqual(0.95);
});
