/** Periods that the funnel is offered for. */
export const periods = ['28d', '90d', 'month', 'last_month', 'quarter', 'year'] as const;
export type Period = (typeof periods)[number];

const DAY_MS = 86_400_000;
const dayOf = (date: Date): string => date.toISOString().slice(0, 10);
const utc = (year: number, month: number, day: number): Date => new Date(Date.UTC(year, month, day));

/** First and last day of a period, both in it, as seen on a day. */
export function daysOf(period: Period, today: string): { from: string; to: string } {
  const now = new Date(`${today}T00:00:00Z`);
  const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()];
  const since = (date: Date) => ({ from: dayOf(date), to: today });
  switch (period) {
    case '28d':
      return since(new Date(now.getTime() - 27 * DAY_MS));
    case '90d':
      return since(new Date(now.getTime() - 89 * DAY_MS));
    case 'month':
      return since(utc(year, month, 1));
    case 'last_month':
      return { from: dayOf(utc(year, month - 1, 1)), to: dayOf(utc(year, month, 0)) };
    case 'quarter':
      return since(utc(year, month - (month % 3), 1));
    case 'year':
      return since(utc(year, 0, 1));
  }
}

/** The day that it is somewhere. */
export const todayIn = (timeZone: string, now = new Date()): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(now);

/** How far a zone's clock is ahead of UTC at a moment. */
function aheadMs(timeZone: string, at: number): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const of = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')) - at;
}

/** When a day begins somewhere. */
export function startOf(day: string, timeZone: string): string {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const guess = midnight - aheadMs(timeZone, midnight);
  // On the day on which clocks are changed the first guess may be off by that change.
  return new Date(midnight - aheadMs(timeZone, guess)).toISOString();
}

/** Days as lists of surveys take them: from the first moment of the first to the last of the last, and not beyond now. */
export function momentsOf({ from, to }: { from: string; to: string }, timeZone: string) {
  const next = dayOf(new Date(Date.parse(`${to}T00:00:00Z`) + DAY_MS));
  const end = new Date(Date.parse(startOf(next, timeZone)) - 1);
  return { from: startOf(from, timeZone), to: end.toISOString() };
}
