import type { Db, Trx } from "#db/client.ts";
import { isPostgres } from "#db/either.ts";
import type { Engine } from "./engine.ts";
import { tsvector } from "./engine-postgres.server.ts";
import { fts5 } from "./engine-sqlite.server.ts";

export const engineOf = (db: Db | Trx): Engine => (isPostgres(db) ? tsvector : fts5);
