/** The law gives a month to answer: the same day of the next month, or its last where that has none such. */
export function answerBy(at: string): string {
  const asked = new Date(at);
  const day = asked.getUTCDate();
  const due = new Date(asked);
  due.setUTCDate(1);
  due.setUTCMonth(due.getUTCMonth() + 1);
  const last = new Date(Date.UTC(due.getUTCFullYear(), due.getUTCMonth() + 1, 0)).getUTCDate();
  due.setUTCDate(Math.min(day, last));
  return due.toISOString();
}
