const LONGEST_S = 24 * 3_600;

/**
 * The seconds that a `Retry-After` header asks for (RFC 9110 §10.2.3: whole seconds or a date), rounded up, at most a day;
 * undefined for what is neither.
 */
export function retryAfterSeconds(header: string | undefined, now: Date): number | undefined {
  const value = header?.trim() ?? '';
  const seconds = /^\d+$/.test(value) ? Number(value) : secondsUntil(value, now);
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(seconds, 0), LONGEST_S);
}

/** NaN for what is no date of HTTP; all three of its forms begin with the name of a weekday. */
const secondsUntil = (value: string, now: Date): number =>
  /^[A-Z][a-z]{2,8},? /.test(value) ? Math.ceil((httpDate(value) - now.getTime()) / 1_000) : NaN;

/** The oldest form names no zone; all are of GMT. */
const httpDate = (value: string): number => Date.parse(value.endsWith('GMT') ? value : `${value} GMT`);
