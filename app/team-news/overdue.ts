/** So long a ticket may wait for the team before it is told, unless an admin says otherwise. */
export const OVERDUE_HOURS = 24;
export const MOST_OVERDUE_HOURS = 24 * 60;
