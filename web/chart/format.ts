import type { SurveyLanguage } from '../../shared/survey-template/localized.schema.ts';
import { type Words, wordsIn } from './texts.ts';

/**
 * How every printer, and the console, writes a number: the language's separators, the digits 0–9, and as many decimals as the
 * unit deserves. In Arabic each number stands in an isolate of its own that runs from left to right, or signs and ranges
 * would be drawn on their wrong side.
 */
type Written = { decimals: number; fixed?: true; percent?: number; span?: 'minute' | 'hour' | 'second' };

const written: Readonly<Record<string, Written>> = {
  points: { decimals: 1 },
  percent: { decimals: 1, percent: 1 },
  'ratio 0–1': { decimals: 1, percent: 100 },
  'score 1–5': { decimals: 2, fixed: true },
  'score 1–7': { decimals: 2, fixed: true },
  'ratio −1–1': { decimals: 2, fixed: true },
  'correlation −1–1': { decimals: 2, fixed: true },
  minutes: { decimals: 1, span: 'minute' },
  hours: { decimals: 1, span: 'hour' },
  seconds: { decimals: 1, span: 'second' },
};
const count: Written = { decimals: 0 };
export const writtenAs = (unit: string): Written => written[unit] ?? count;

/** Whether a metric's value is a number of things, which is written and compared as one. */
export const isCount = (unit: string): boolean => !Object.hasOwn(written, unit);

const localeOf = (language: SurveyLanguage): string => `${language}-u-nu-latn`;

/** Making a formatter takes a hundred times as long as using it, and a report uses a handful of them thousands of times. */
function kept<O, F>(make: (locale: string, options: O) => F): (language: SurveyLanguage, options: O) => F {
  const made = new Map<string, F>();
  return (language, options) => {
    const key = `${language} ${JSON.stringify(options)}`;
    const formatter = made.get(key) ?? make(localeOf(language), options);
    made.set(key, formatter);
    return formatter;
  };
}
const numbersIn = kept((locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options));
const timesIn = kept((locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options));

const isolated = (language: SurveyLanguage, text: string): string => (language === 'ar' ? `\u2066${text}\u2069` : text);

function plain(language: SurveyLanguage, unit: string, value: number, options: Intl.NumberFormatOptions = {}): string {
  const { decimals, fixed, percent, span } = writtenAs(unit);
  return numbersIn(language, {
    maximumFractionDigits: decimals,
    minimumFractionDigits: fixed ? decimals : 0,
    signDisplay: 'negative',
    ...(percent && { style: 'percent' }),
    ...(span && { style: 'unit', unit: span, unitDisplay: 'short' }),
    ...options,
  })
    .format(percent ? (value * percent) / 100 : value)
    .replaceAll('-', '−');
}

/** A value in its unit, e.g. `84.3%`, `4.25`, `1,240`; a dash where there is none. */
export const formatValue = (language: SurveyLanguage, unit: string, value: number | null): string =>
  value === null ? '–' : isolated(language, plain(language, unit, value));

/** A value with the half-width of its 95 % interval, e.g. `38 ± 7`. */
export function formatWithMargin(
  language: SurveyLanguage,
  unit: string,
  value: number | null,
  margin?: number,
): string {
  if (value === null || margin === undefined) return formatValue(language, unit, value);
  return isolated(language, `${plain(language, unit, value)} ± ${plain(language, unit, margin)}`);
}

/** Bounds of an interval, e.g. `0.63 – 0.97`. */
export const formatRange = (language: SurveyLanguage, unit: string, low: number, high: number): string =>
  isolated(language, `${plain(language, unit, low)} – ${plain(language, unit, high)}`);

/** A number of answers or records. */
export const formatCount = (language: SurveyLanguage, value: number): string =>
  isolated(language, plain(language, 'records', value));

/** A share given in per cent. */
export const formatShare = (language: SurveyLanguage, percent: number): string =>
  formatValue(language, 'percent', percent);

/** A difference with its sign: of shares in points of 100, of numbers of records in per cent of what was before. */
function formatDifference(language: SurveyLanguage, unit: string, difference: number): string {
  const { percent } = writtenAs(unit);
  const inPoints = percent !== undefined || unit === 'points';
  const sign: Intl.NumberFormatOptions = { signDisplay: 'exceptZero' };
  if (!inPoints) return isolated(language, plain(language, unit, difference, sign));
  const number = isolated(language, plain(language, 'points', difference * (percent ?? 1), sign));
  return `${number} ${wordsIn(language).points}`;
}

const relative = (language: SurveyLanguage, share: number): string =>
  isolated(language, plain(language, 'ratio 0–1', share, { signDisplay: 'exceptZero' }));

/** What a comparison says, as far as it is printed; the schema of comparisons has all of it. */
export type Compared = {
  verdict: keyof Words['verdicts'] | null;
  difference: number | null;
  interval?: { low: number; high: number } | undefined;
  relative?: number | undefined;
  equivalent: boolean;
  reason?: string | undefined;
};

/** The difference by itself, e.g. `+2.2 points`; undefined where there is none. */
export function differenceOf(language: SurveyLanguage, unit: string, compared: Compared): string | undefined {
  const { difference } = compared;
  if (difference === null) return undefined;
  if (isCount(unit) && compared.relative !== undefined) return relative(language, compared.relative);
  // What is counted is compared per day, which takes a decimal.
  return isCount(unit)
    ? `${isolated(language, plain(language, 'points', difference, { signDisplay: 'exceptZero' }))} ${wordsIn(language).perDay}`
    : formatDifference(language, unit, difference);
}

/** How far a value lies from a target or a benchmark, e.g. `−0.15` or `+12`; a dash where there is none. */
export function formatGap(language: SurveyLanguage, unit: string, gap: number | null): string {
  if (gap === null) return '–';
  return isCount(unit)
    ? isolated(language, plain(language, unit, gap, { signDisplay: 'exceptZero' }))
    : formatDifference(language, unit, gap);
}

/** The verdict in words. */
export const verdictOf = (language: SurveyLanguage, { verdict }: Compared): string =>
  verdict ? wordsIn(language).verdicts[verdict] : wordsIn(language).notCompared;

/** The verdict with the difference that it speaks of and its bounds, e.g. `worse: −0.25 (−0.44 to −0.06)`. */
export function formatComparison(language: SurveyLanguage, unit: string, compared: Compared): string {
  const words = wordsIn(language);
  const difference = differenceOf(language, unit, compared);
  const verdict = verdictOf(language, compared);
  if (compared.verdict === null || difference === undefined) return verdict;
  const bounds = boundsOf(language, unit, compared);
  const same = compared.equivalent && compared.verdict === 'no_clear_change' ? `; ${words.asGoodAsEqual}` : '';
  return `${verdict}: ${difference}${bounds ? ` (${bounds})` : ''}${same}`;
}

function boundsOf(language: SurveyLanguage, unit: string, compared: Compared): string | undefined {
  const { interval, difference, relative: share } = compared;
  if (!interval || difference === null) return undefined;
  const { to } = wordsIn(language);
  if (!isCount(unit)) {
    return [interval.low, interval.high].map((bound) => formatDifference(language, unit, bound)).join(` ${to} `);
  }
  // The bounds are per day as the difference is: what that is of the number before follows from it.
  if (share === undefined || difference === 0) return undefined;
  return [interval.low, interval.high].map((bound) => relative(language, (bound / difference) * share)).join(` ${to} `);
}

const day = /^\d{4}-\d\d-\d\d$/;
const month = /^\d{4}-\d\d$/;

/** A day or month in words; `short` for axes. What is neither is said as it is. */
export function formatPeriod(language: SurveyLanguage, period: string, length: 'short' | 'long' = 'long'): string {
  const at = (text: string, options: Intl.DateTimeFormatOptions) =>
    timesIn(language, { timeZone: 'UTC', ...options }).format(new Date(`${text}T00:00:00Z`));
  if (month.test(period)) return at(`${period}-01`, { month: length === 'long' ? 'long' : 'short', year: 'numeric' });
  if (!day.test(period)) return period;
  return at(period, { day: 'numeric', month: 'short', ...(length === 'long' && { year: 'numeric' }) });
}

/** A moment in a zone, with the zone's name. */
export const formatMoment = (language: SurveyLanguage, at: string, timeZone: string): string =>
  timesIn(language, {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'short',
  }).format(new Date(at));

/** First and last day, both inclusive. */
export const formatDays = (language: SurveyLanguage, from: string, to: string): string =>
  timesIn(language, { dateStyle: 'long', timeZone: 'UTC' }).formatRange(
    new Date(`${from}T00:00:00Z`),
    new Date(`${to}T00:00:00Z`),
  );
