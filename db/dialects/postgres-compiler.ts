import {
  type BinaryOperationNode,
  ColumnDefinitionNode,
  type DataTypeNode,
  type OperationNode,
  OperatorNode,
  PostgresQueryCompiler,
  PrimitiveValueListNode,
  type RawNode,
  ValueListNode,
} from "kysely";
import { inPostgres } from "../either.ts";

/** What is written differently for PostgreSQL, where kysely cannot know it. */
export class PostgresCompiler extends PostgresQueryCompiler {
  protected override visitRaw(node: RawNode): void {
    super.visitRaw(inPostgres(node));
  }

  /** Its texts hold no NUL, and nobody's do who can see what they write. */
  protected override addParameter(parameter: unknown): void {
    super.addParameter(typeof parameter === "string" ? parameter.replaceAll("\0", "") : parameter);
  }

  /** SQLite takes `in ()`, which is true of nothing. */
  protected override visitBinaryOperation(node: BinaryOperationNode): void {
    const operator = OperatorNode.is(node.operator) ? node.operator.operator : undefined;
    if ((operator === "in" || operator === "not in") && isEmptyList(node.rightOperand))
      this.append(operator === "in" ? "false" : "true");
    else super.visitBinaryOperation(node);
  }

  /**
   * Columns are as wide as in SQLite, where an address may ask for any number. Texts are compared and sorted by their
   * bytes, as there, whatever language the server was set up for.
   */
  protected override visitDataType(node: DataTypeNode): void {
    const isColumn = this.parentNode && ColumnDefinitionNode.is(this.parentNode);
    if (isColumn && node.dataType === "integer") this.append("bigint");
    else if (isColumn && node.dataType === "text") this.append('text collate "C"');
    else super.visitDataType(node);
  }
}

const isEmptyList = (node: OperationNode): boolean =>
  (PrimitiveValueListNode.is(node) || ValueListNode.is(node)) && node.values.length === 0;
