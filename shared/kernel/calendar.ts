/** Days and months as a company counts them: in its time zone, from its own day boundary. */

const formatters = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const QUARTER = 900_000;

/** Milliseconds that local time is ahead of UTC at an instant. Zones change only on quarter hours. */
export function zoneOffset(instant: number, timeZone: string): number {
  const slot = Math.floor(instant / QUARTER);
  const cacheKey = `${timeZone}/${slot}`;
  const cached = offsets.get(cacheKey);
  if (cached !== undefined) return cached;
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatters.set(timeZone, formatter);
  }
  const at = slot * QUARTER;
  const part = Object.fromEntries(formatter.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const local = Date.UTC(
    part['year'] ?? 0,
    (part['month'] ?? 1) - 1,
    part['day'] ?? 1,
    part['hour'] ?? 0,
    part['minute'] ?? 0,
    part['second'] ?? 0,
  );
  if (offsets.size > 50_000) offsets.clear();
  offsets.set(cacheKey, local - at);
  return local - at;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** An instant on the clocks of a zone: `2026-11-01T10:00:00.000Z` in Berlin is `2026-11-01T11:00:00.000+01:00`. */
export function inZone(instant: Date, timeZone: string): string {
  const ahead = zoneOffset(instant.getTime(), timeZone);
  const minutes = Math.abs(ahead) / 60_000;
  const offset = `${ahead < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  return new Date(instant.getTime() + ahead).toISOString().replace('Z', offset);
}

const boundaryMs = (dayBoundary: string): number =>
  (Number(dayBoundary.slice(0, 2)) * 60 + Number(dayBoundary.slice(3, 5))) * 60_000;

/** The company's day (`YYYY-MM-DD`) of an instant; with boundary `04:00`, 03:59 still belongs to the day before. */
export function localDay(instant: Date, timeZone: string, dayBoundary = '00:00'): string {
  const at = instant.getTime();
  const wall = at + zoneOffset(at, timeZone) - boundaryMs(dayBoundary);
  const day = new Date(wall).toISOString().slice(0, 10);
  // When clocks go back over the boundary the wall passes it twice; the day changes at the first pass.
  const late = wall % DAY > DAY - 3 * HOUR;
  if (late && at >= dayStart(addDays(day, 1), timeZone, dayBoundary)) return addDays(day, 1);
  return day;
}

/** First instant whose local wall clock reads `day` + `dayBoundary`; in a DST gap, the first instant after it. */
export function dayStart(day: string, timeZone: string, dayBoundary: string): number {
  const wall = Date.parse(`${day}T00:00:00.000Z`) + boundaryMs(dayBoundary);
  const candidates = [wall - zoneOffset(wall - 26 * HOUR, timeZone), wall - zoneOffset(wall + 26 * HOUR, timeZone)];
  const matching = candidates.filter((at) => at + zoneOffset(at, timeZone) === wall);
  if (matching.length > 0) return Math.min(...matching);
  // The wall time falls into a gap: the clock jumps over it, and the day begins at the jump.
  let low = Math.min(...candidates) - HOUR;
  let high = Math.max(...candidates) + HOUR;
  while (high - low > QUARTER) {
    const middle = Math.ceil((low + high) / 2 / QUARTER) * QUARTER;
    if (middle >= high) break;
    if (middle + zoneOffset(middle, timeZone) >= wall) high = middle;
    else low = middle;
  }
  return Math.ceil(high / QUARTER) * QUARTER;
}

/** Half-open range of instants that belong to a company's day; 23 or 25 hours long when clocks change. */
export function dayRange(day: string, timeZone: string, dayBoundary = '00:00'): { start: Date; end: Date } {
  return {
    start: new Date(dayStart(day, timeZone, dayBoundary)),
    end: new Date(dayStart(addDays(day, 1), timeZone, dayBoundary)),
  };
}

/** The weekday of a day (`YYYY-MM-DD`) as ISO 8601 counts it: 1 is Monday, 7 is Sunday. */
export const isoWeekday = (day: string): number => new Date(`${day}T00:00:00.000Z`).getUTCDay() || 7;

/** The Monday of the week that a day is in. */
export const mondayOf = (day: string): string => addDays(day, 1 - isoWeekday(day));

export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + count * 86_400_000).toISOString().slice(0, 10);
}

/** The same day of the month `count` months later; the month's last day where it has no such day. */
export function addMonths(day: string, count: number): string {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + count;
  const month = `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}`;
  const same = `${month}-${day.slice(8)}`;
  const last = monthEnd(month);
  return same < last ? same : last;
}

/** Every `YYYY-MM` from the month of `from` to that of `to`, inclusive, oldest first. */
export function monthsBetween(from: string, to: string): string[] {
  const months: string[] = [];
  let [year, month] = [Number(from.slice(0, 4)), Number(from.slice(5, 7))];
  for (let name = from.slice(0, 7); name <= to.slice(0, 7);) {
    months.push(name);
    if (++month > 12) [year, month] = [year + 1, 1];
    name = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;
  }
  return months;
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return !/^[+-]/.test(name);
  } catch {
    return false;
  }
}

/** The last day of the month that a day or month lies in. */
export const monthEnd = (period: string): string => {
  const [year, number] = period.split('-').map(Number);
  return addDays(new Date(Date.UTC(year ?? 0, number ?? 1, 1)).toISOString().slice(0, 10), -1);
};
