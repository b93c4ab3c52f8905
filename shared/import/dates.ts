import { zoneOffset } from '../kernel/calendar.ts';
import { asText } from './as-text.ts';

export type DateOrder = 'dmy' | 'mdy';
/** An instant as `2026-11-01T10:00:00.000Z`, or why there is none. */
export type Read = { at: string } | { code: 'date_invalid' | 'zone_unknown' | 'date_order_unknown'; message: string };

const iso =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/i;
const slashed = /^(\d{1,2})[./](\d{1,2})[./](\d{4})(?:[,]?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AaPp][Mm])?)?$/;
const unix = /^\d{9,10}$|^\d{12,13}$/;

/** What of a date like 3/4/2026 shows which number is its day; undefined where neither is above 12. */
export function orderShownBy(value: unknown): DateOrder | undefined {
  const [, first = '0', second = '0'] = typeof value === 'string' ? (slashed.exec(value.trim()) ?? []) : [];
  return Number(first) > 12 ? 'dmy' : Number(second) > 12 ? 'mdy' : undefined;
}

/**
 * Reads a date as files write it: ISO 8601 with or without a zone, seconds or milliseconds since 1970, or day, month and
 * year by slashes or dots. Points mean the day first.
 */
export function readDate(
  value: unknown,
  { zone, order }: { zone?: string | undefined; order?: DateOrder | undefined },
): Read {
  const text = asText(value).trim();
  if (unix.test(text)) return { at: new Date(Number(text) * (text.length < 12 ? 1_000 : 1)).toISOString() };
  const parts = partsOf(text, order);
  if ('code' in parts) return parts;
  const { year, month, day, hour, minute, second, milli, offset } = parts;
  const wall = Date.UTC(year, month - 1, day, hour, minute, second, milli);
  const back = new Date(wall);
  if (back.getUTCMonth() !== month - 1 || back.getUTCDate() !== day || hour > 23 || minute > 59 || second > 59)
    return notOne;
  if (offset !== undefined) return { at: new Date(wall - offset).toISOString() };
  if (zone === undefined)
    return { code: 'zone_unknown', message: 'says no time zone; give one in `zone`, like Europe/Berlin' };
  // Once more, in case the clocks changed between the two.
  const guess = wall - zoneOffset(wall, zone);
  return { at: new Date(wall - zoneOffset(guess, zone)).toISOString() };
}

const notOne = { code: 'date_invalid', message: 'is no date and time' } as const;
type Parts = {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  milli: number;
  offset?: number;
};

function partsOf(text: string, order: DateOrder | undefined): Parts | Exclude<Read, { at: string }> {
  const [whole, ...found] = iso.exec(text) ?? [];
  if (whole !== undefined) {
    const [year, month, day, hour = 0, minute = 0, second = 0] = found
      .slice(0, 6)
      .map((part) => (part === undefined ? undefined : Number(part)));
    const [, , , , , , fraction = '', zone] = found;
    const offset = zone === undefined ? undefined : offsetOf(zone);
    return {
      year: year ?? 0,
      month: month ?? 0,
      day: day ?? 0,
      hour,
      minute,
      second,
      milli: Number(fraction.slice(0, 3).padEnd(3, '0')),
      ...(offset !== undefined && { offset }),
    };
  }
  const [other, first, second, year, hour = '0', minute = '0', seconds = '0', half] = slashed.exec(text) ?? [];
  if (other === undefined) return notOne;
  const shown = other.includes('.') ? 'dmy' : (orderShownBy(text) ?? order);
  if (!shown)
    return {
      code: 'date_order_unknown',
      message: 'does not show whether the day or the month is first; give `dateOrder`',
    };
  const [day, month] = shown === 'dmy' ? [first, second] : [second, first];
  const twelve = Number(hour) % 12;
  return {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: half === undefined ? Number(hour) : twelve + (half.toLowerCase() === 'pm' ? 12 : 0),
    minute: Number(minute),
    second: Number(seconds),
    milli: 0,
  };
}

function offsetOf(zone: string): number {
  if (/^(?:z|utc)$/i.test(zone)) return 0;
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
