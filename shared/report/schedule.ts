import { Cron } from 'croner';
import { inZone } from '../kernel/calendar.ts';

/** The rule of a schedule: five fields, in the time of a place. */
export type Rule = { cron: string; timeZone: string };
/** What is wrong with a schedule, and in which of its fields. */
export type ScheduleFault = { field: 'cron' | 'timeZone' | 'confirmOr'; code: string; message: string };

const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const fields = [
  { name: 'minute', from: 0, to: 59, names: [] },
  { name: 'hour', from: 0, to: 23, names: [] },
  { name: 'day of the month', from: 1, to: 31, names: [] },
  { name: 'month', from: 1, to: 12, names: months },
  { name: 'day of the week', from: 0, to: 7, names: days },
] as const;

type Field = { name: string; from: number; to: number; names: readonly string[] };

/** The values of one field, ascending; undefined where it is none. Sunday is 0 and 7. */
function valuesOf(text: string, { from, to, names }: Field): number[] | undefined {
  const numberOf = (part: string): number => {
    const at = names.indexOf(part.toLowerCase());
    if (at >= 0) return at + from;
    return /^\d{1,2}$/.test(part) ? Number(part) : Number.NaN;
  };
  const found = new Set<number>();
  for (const part of text.split(',')) {
    const [, range = '', step = '1'] = /^([^/]+)(?:\/(\d{1,2}))?$/.exec(part) ?? [];
    const [first, last] = range === '*' ? [from, to] : range.split('-').map(numberOf);
    const end = last ?? (part.includes('/') ? to : first);
    if (first === undefined || end === undefined || !(first >= from && end <= to && first <= end)) return undefined;
    if (range.split('-').length > 2 || Number(step) < 1) return undefined;
    for (let value = first; value <= end; value += Number(step)) found.add(value);
  }
  return [...found].sort((one, other) => one - other);
}

/** IANA names of places; neither offsets nor the short names of zones that other systems know. */
export function isPlace(timeZone: string): boolean {
  if (!/^(?:UTC|[A-Za-z]+(?:\/[A-Za-z0-9_+-]+)+)$/.test(timeZone)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}

const cronOf = ({ cron, timeZone }: Rule): Cron => new Cron(cron, { timezone: timeZone, mode: '5-part', paused: true });

/** All that is wrong with a schedule: what croner takes but nobody means is among it. */
export function scheduleFaults({ cron, timeZone, confirmOr }: Rule & { confirmOr?: boolean | undefined }) {
  const faults: ScheduleFault[] = [];
  if (!isPlace(timeZone))
    faults.push({
      field: 'timeZone',
      code: 'unknown_zone',
      message: 'must be the IANA name of a place, such as Europe/Berlin, or UTC',
    });
  const parts = cron.split(' ');
  if (parts.length !== 5) {
    const message = `must have five fields (minute, hour, day of the month, month, day of the week), and has ${parts.length}`;
    return [...faults, { field: 'cron', code: 'five_fields', message } as const];
  }
  for (const [index, field] of fields.entries()) {
    const about = field.names.length > 0 ? ` or ${field.names[0]} to ${field.names.at(-1)}` : '';
    if (!valuesOf(parts[index] ?? '', field))
      faults.push({
        field: 'cron',
        code: 'bad_field',
        message: `the ${field.name} must be made of ${field.from} to ${field.to}${about}, *, lists, ranges and steps`,
      });
  }
  if (faults.some(({ field }) => field === 'cron')) return faults;
  if (!/^\d{1,2}$/.test(parts[0] ?? ''))
    faults.push({
      field: 'cron',
      code: 'too_often',
      message: 'must name one minute: a report comes at most once an hour',
    });
  if (parts[2] !== '*' && parts[4] !== '*' && confirmOr !== true)
    faults.push({
      field: 'confirmOr',
      code: 'either_day',
      message:
        'names a day of the month and one of the week, and runs on either of them; `confirmOr: true` says that this is meant',
    });
  if (faults.length === 0 && cronOf({ cron, timeZone }).nextRun() === null)
    faults.push({ field: 'cron', code: 'never', message: 'never occurs: there is no such day' });
  return faults;
}

/** When a schedule occurs next after an instant; undefined where it is over. `until` is exclusive. */
export function nextAfter(rule: Rule & { from?: string | undefined; until?: string | undefined }, after: Date) {
  const start = rule.from !== undefined && new Date(rule.from) > after ? new Date(Date.parse(rule.from) - 1) : after;
  const next = cronOf(rule).nextRun(start);
  if (!next || (rule.until !== undefined && next.toISOString() >= rule.until)) return undefined;
  return next;
}

/** All occurrences after an instant up to another, both to the millisecond; at most `most`, the latest of them. */
export function occurrencesBetween(rule: Parameters<typeof nextAfter>[0], after: Date, upTo: Date, most = 1_000) {
  const found: Date[] = [];
  for (let at = nextAfter(rule, after); at && at <= upTo; at = nextAfter(rule, at)) {
    found.push(at);
    if (found.length > most) found.shift();
  }
  return found;
}

/** An instant on the clocks of a place, `2026-11-02T07:00+01:00`; seconds are none. */
export const atPlace = (instant: Date, timeZone: string): string =>
  inZone(instant, timeZone).replace(/:\d\d\.\d{3}/, '');

/** When a sound rule occurs, field by field; undefined where every day or month is meant. */
export type ScheduleParts = {
  minute: number;
  hours: readonly number[] | 'each';
  /** Days of the month, and of the week from 0, Sunday: it occurs on either. */
  dates?: readonly number[];
  weekdays?: readonly number[];
  /** From 1, January. */
  months?: readonly number[];
  timeZone: string;
};

export function partsOf({ cron, timeZone }: Rule): ScheduleParts {
  const parts = cron.split(' ');
  const values = fields.map((field, index) => valuesOf(parts[index] ?? '', field) ?? []);
  const [[minute = 0] = [], hours = [], dates = [], inMonths = [], weekdays = []] = values;
  return {
    minute,
    hours: hours.length === 24 ? 'each' : hours,
    ...(parts[2] !== '*' && { dates }),
    ...(parts[4] !== '*' && { weekdays: [...new Set(weekdays.map((day) => day % 7))] }),
    ...(parts[3] !== '*' && { months: inMonths }),
    timeZone,
  };
}
