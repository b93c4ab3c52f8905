import type { StoredFeedback } from '../feedback/feedback.schema.ts';
import { isoWeekday, localDay } from '../kernel/calendar.ts';
import { rescaled } from '../metrics/statistics.ts';
import type { Table } from './ridge-logistic.ts';

/** What a prediction may know of a record. Who dealt with it and who gave it are no part of it: a guess is no rating of people. */
export type Features = {
  numbers: Record<(typeof numberNames)[number], number | undefined>;
  names: Record<(typeof nameNames)[number], string | undefined>;
};
const numberNames = ['resolutionTime', 'firstContactResolved', 'reopened', 'sentiment', 'urgency'] as const;
const nameNames = [
  'channel',
  'queue',
  'category',
  'tier',
  'segment',
  'language',
  'source',
  'weekday',
  'hours',
] as const;

export type Predictable = Pick<
  StoredFeedback,
  'source' | 'category' | 'occurredAt' | 'snapshot' | 'analysis' | 'scores'
>;
type Zone = { timeZone: string; dayBoundary: string };

const urgencies: Readonly<Record<string, number>> = { low: 0, normal: 1, high: 2, critical: 3 };
const BAND_HOURS = 6;

/** The features of a record, all frozen in it when it happened, or found in its text. */
export function featuresOf(record: Predictable, { timeZone, dayBoundary }: Zone): Features {
  const { snapshot = {}, analysis, occurredAt } = record;
  const known = analysis?.status === 'done' ? analysis : undefined;
  const flag = (value: boolean | undefined): number | undefined => (value === undefined ? undefined : Number(value));
  const at = new Date(occurredAt);
  const band = Math.floor(hourIn(at, timeZone) / BAND_HOURS) * BAND_HOURS;
  return {
    numbers: {
      resolutionTime: snapshot.resolutionMinutes === undefined ? undefined : Math.log1p(snapshot.resolutionMinutes),
      firstContactResolved: flag(snapshot.firstContactResolved),
      reopened: flag(snapshot.reopened),
      sentiment: known?.sentimentScore,
      urgency: known?.urgency === undefined ? undefined : urgencies[known.urgency],
    },
    names: {
      channel: snapshot.channel,
      queue: snapshot.queue,
      category: record.category,
      tier: snapshot.tier,
      segment: snapshot.segment,
      language: known?.language,
      source: record.source,
      weekday: String(isoWeekday(localDay(at, timeZone, dayBoundary))),
      hours: `${band}–${band + BAND_HOURS}`,
    },
  };
}

const clocks = new Map<string, Intl.DateTimeFormat>();
function hourIn(at: Date, timeZone: string): number {
  let clock = clocks.get(timeZone);
  if (!clock)
    clocks.set(timeZone, (clock = new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', hourCycle: 'h23' })));
  return Number(clock.format(at));
}

/** Whether a record's CSAT says that its customer is satisfied, 4 of 5 after rescaling; undefined where there is none. */
export function satisfied({ scores = [] }: Pick<Predictable, 'scores'>): 0 | 1 | undefined {
  const score = scores.find(({ metric }) => metric === 'csat');
  if (!score) return undefined;
  const { value, scaleMin, scaleMax } = score;
  return rescaled({ value, min: scaleMin, max: scaleMax, count: 1 }, 5) >= 4 ? 1 : 0;
}

/** One column: a number, whether it is missing, or whether a name is one of these. */
export type Column =
  | { feature: string; kind: 'number' | 'missing' }
  | { feature: string; kind: 'name'; name: string }
  | { feature: string; kind: 'other' };
/** Columns with what they are standardised by. */
export type Encoding = { columns: (Column & { mean: number; sd: number })[] };

const LEAST_RECORDS = 20;
const MOST_COLUMNS = 60;

/**
 * The columns of some records: numbers with a flag where they are missing, names one by one. Names of fewer than twenty records
 * are one column, `other`; of more than sixty columns the names of the fewest records go there, too. Columns that never differ
 * are left out.
 */
export function encodingOf(records: readonly Features[]): Encoding {
  const numbers = numberNames.flatMap((feature): Column[] => [
    { feature, kind: 'number' },
    { feature, kind: 'missing' },
  ]);
  const counts = nameNames.flatMap((feature) => {
    const counted = new Map<string, number>();
    for (const { names } of records) {
      const name = names[feature];
      if (name !== undefined) counted.set(name, (counted.get(name) ?? 0) + 1);
    }
    return [...counted].map(([name, count]) => ({ feature, name, count }));
  });
  const kept = counts
    .filter(({ count }) => count >= LEAST_RECORDS)
    .toSorted((a, b) => b.count - a.count || (`${a.feature} ${a.name}` < `${b.feature} ${b.name}` ? -1 : 1))
    .slice(0, MOST_COLUMNS - numbers.length - nameNames.length);
  const names = nameNames.flatMap((feature): Column[] => [
    ...kept
      .filter((one) => one.feature === feature)
      .map(({ name }): Column => ({ feature, kind: 'name', name }))
      .toSorted((a, b) => ('name' in a && 'name' in b && a.name < b.name ? -1 : 1)),
    { feature, kind: 'other' },
  ]);
  const columns = [...numbers, ...names];
  const raw = { columns: columns.map((column) => ({ ...column, mean: 0, sd: 1 })) };
  const told = columns.map((column, at) => {
    const values = records.map((record) => valueOf(raw, at, record));
    const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
    const sd = Math.sqrt(values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / values.length);
    return { ...column, mean, sd };
  });
  return { columns: told.filter(({ sd }) => sd > 1e-9) };
}

/** Names that have columns of their own, by feature. */
function namedIn({ columns }: Encoding): ReadonlyMap<string, ReadonlySet<string>> {
  const known = named.get(columns);
  if (known) return known;
  const made = new Map<string, Set<string>>();
  for (const one of columns)
    if (one.kind === 'name') made.set(one.feature, (made.get(one.feature) ?? new Set()).add(one.name));
  named.set(columns, made);
  return made;
}
const named = new WeakMap<Encoding['columns'], ReadonlyMap<string, ReadonlySet<string>>>();

/** What stands in a column, before it is standardised; 0 for a number that is missing, which its flag makes up for. */
function valueOf(encoding: Encoding, at: number, { numbers, names }: Features): number {
  const column = encoding.columns[at];
  if (!column) return 0;
  if (column.kind === 'number' || column.kind === 'missing') {
    const value = numbers[column.feature as keyof Features['numbers']];
    return column.kind === 'missing' ? Number(value === undefined) : (value ?? 0);
  }
  const name = names[column.feature as keyof Features['names']];
  if (name === undefined) return 0;
  if (column.kind === 'name') return Number(name === column.name);
  return Number(!namedIn(encoding).get(column.feature)?.has(name));
}

/** The standardised row of a record. */
export const rowOf = (encoding: Encoding, record: Features): Float64Array =>
  Float64Array.from(encoding.columns, ({ mean, sd }, at) => (valueOf(encoding, at, record) - mean) / sd);

export function tableOf(encoding: Encoding, records: readonly Features[]): Table {
  const width = encoding.columns.length;
  const cells = new Float64Array(records.length * width);
  for (const [at, record] of records.entries()) cells.set(rowOf(encoding, record), at * width);
  return { width, cells };
}

/** A feature of a record as a person reads it. */
export function saidOf({ numbers, names }: Features, feature: string): string {
  if (feature === 'resolutionTime') {
    const { resolutionTime } = numbers;
    return resolutionTime === undefined ? 'unknown' : `${Math.round(Math.expm1(resolutionTime))} minutes`;
  }
  const value = { ...numbers, ...names }[feature as keyof (Features['numbers'] & Features['names'])];
  return value === undefined ? 'unknown' : String(value);
}
