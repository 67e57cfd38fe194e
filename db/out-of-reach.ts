/**
 * PostgreSQL's word that it does not serve now: connection_exception, operator_intervention (a stop, a start under way, a
 * statement that took too long), too_many_connections, idle_in_transaction_session_timeout. And the system's word that
 * there is nobody to ask.
 */
const CODES =
  /^(08\w{3}|57\w{3}|53300|25P03|ECONN(REFUSED|RESET|ABORTED)|EPIPE|E(HOST|NET)UNREACH|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/;

/** What `pg` says without a code, where a connection ends or does not come about. */
const WORDS =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/** Whether the database was not there to answer: nobody's mistake, and it passes. */
export function isOutOfReach(error: unknown): boolean {
  return (
    error instanceof Error && (CODES.test(String((error as { code?: unknown }).code)) || WORDS.test(error.message))
  );
}
