import { ColumnDefinitionNode, type DataTypeNode, PostgresQueryCompiler, type RawNode } from "kysely";
import { inPostgres } from "../either.ts";

/** What is written differently for PostgreSQL, where kysely cannot know it. */
export class PostgresCompiler extends PostgresQueryCompiler {
  protected override visitRaw(node: RawNode): void {
    super.visitRaw(inPostgres(node));
  }

  /** Texts are compared and sorted by their bytes, as in SQLite, whatever language the server was set up for. */
  protected override visitDataType(node: DataTypeNode): void {
    super.visitDataType(node);
    const isColumn = this.parentNode && ColumnDefinitionNode.is(this.parentNode);
    if (isColumn && node.dataType === "text") this.append(' collate "C"');
  }
}
