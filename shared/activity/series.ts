import { isThereStill } from '../customer/still-there.ts';
import type { FieldError } from '../http/problem.ts';
import { addDays, addMonths, dayStart, inZone } from '../kernel/calendar.ts';
import { writesOf } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { newId } from '../kernel/ids.ts';
import { compact, pick } from '../kernel/json.ts';
import type { Stored } from '../kernel/store.ts';
import type { TransactItem } from '../kernel/write.ts';
import { MOST_CUSTOMERS_OF_SERIES, type StoredActivity } from './activity.schema.ts';
import { activities } from './activity.store.ts';
import { peopleOf } from './people.ts';
import { daysAfter, daysBetween, isOn, ruleOf } from './recurrence.ts';
import { remindersAhead } from './reminders.ts';
import type { Series } from './times.schema.ts';

/** So far ahead of the present one, or of now, the next one may lie. */
const MONTHS_AHEAD = 24;

const wallDay = (at: string, timeZone: string): string => inZone(new Date(at), timeZone).slice(0, 10);
const beginOf = ({ startAt, dueAt }: Pick<StoredActivity, 'startAt' | 'dueAt'>): string => startAt ?? dueAt;

/**
 * The same time of day on the same clocks, as many days later as lie between two days. Where clocks leave that time out, the
 * moment they have jumped over it; where they show it twice, the first time.
 */
function shifted(at: string, days: number, timeZone: string): string {
  const wall = inZone(new Date(at), timeZone);
  const minute = dayStart(addDays(wall.slice(0, 10), days), timeZone, wall.slice(11, 16));
  return new Date(minute + (Date.parse(at) % 60_000)).toISOString();
}

type Ahead = { from: string; last: string };

/** The next one of a series that is not due before `from` and not for a day behind `last`; undefined where none follows. */
function nextOf(
  { recurrence = '', series }: Pick<StoredActivity, 'recurrence' | 'series'>,
  { from, last }: Ahead,
): Series | undefined {
  const rule = ruleOf(recurrence);
  if ('fault' in rule || !series) return undefined;
  const { timeZone, on: after } = series;
  const first = wallDay(beginOf(series), timeZone);
  let { n } = series;
  for (const on of daysAfter(rule, first, { after, last })) {
    n += 1;
    const days = daysBetween(first, on);
    const dueAt = shifted(series.dueAt, days, timeZone);
    const startAt = series.startAt && shifted(series.startAt, days, timeZone);
    const isBehind =
      rule.until !== undefined &&
      (rule.until.length === 10 ? on > rule.until : beginOf({ startAt, dueAt }) > rule.until);
    if (isBehind || (rule.count !== undefined && n > rule.count)) return undefined;
    // What was missed meanwhile is left out: nobody does last week's call today.
    if (dueAt >= from) return { n, on, startAt, dueAt, timeZone };
  }
  return undefined;
}

/**
 * An activity with the series that its rule makes. The rule begins with the activity itself, anew where `isAnew`; else one
 * that is moved stays in its series, and the next one comes when the rule says.
 */
export function inSeries(after: StoredActivity, isAnew: boolean): StoredActivity {
  const { recurrence, startAt, dueAt, timeZone, activityId } = after;
  if (recurrence === undefined) return { ...after, series: undefined };
  if (!isAnew) return after;
  const series = { n: 1, on: wallDay(beginOf(after), timeZone), startAt, dueAt, timeZone };
  return { ...after, seriesId: after.seriesId ?? activityId, series: compact(series) };
}

/** What is wrong with the rule of an activity that begins it. */
export function seriesErrors({ recurrence, series, customerIds }: StoredActivity): FieldError[] {
  if (recurrence === undefined || !series) return [];
  const rule = ruleOf(recurrence);
  const error = (detail: string): FieldError[] => [{ pointer: '#/recurrence', detail }];
  if ('fault' in rule) return error(rule.fault);
  if (customerIds.length > MOST_CUSTOMERS_OF_SERIES)
    return [
      {
        pointer: '#/participants',
        detail: `must have at most ${MOST_CUSTOMERS_OF_SERIES} customers where it comes again`,
      },
    ];
  if (series.n !== 1) return [];
  if (!isOn(rule, series.on, series.on)) return error('must name the day on which it begins');
  const ahead = { from: series.dueAt, last: addMonths(series.on, MONTHS_AHEAD) };
  return nextOf({ recurrence, series }, ahead) ? [] : error('must come again within two years');
}

/** What one of a series hands on to the next. */
const handedOn = [
  'type',
  'subject',
  'notes',
  'participants',
  'relatedTo',
  'durationMinutes',
  'allDay',
  'timeZone',
  'location',
  'priority',
  'reminders',
  'recurrence',
  'ownerId',
  'seriesId',
] as const;

/**
 * The writes that make the next one of a series, for the transaction that completes one. Participants who are there no more
 * are left out; where what it is about is gone, the series is over.
 */
export async function nextWrites(ctx: Context, before: Stored<StoredActivity>): Promise<TransactItem[]> {
  const { series, recurrence } = before;
  if (!series || recurrence === undefined) return [];
  const now = ctx.now.toISOString();
  const next = nextOf(before, { from: now, last: addMonths(wallDay(now, series.timeZone), MONTHS_AHEAD) });
  if (!next) return [];
  const people = await peopleOf(ctx, before);
  const isGone = (pointer: string): boolean => people.errors.some((one) => one.pointer === pointer);
  if (isGone('#/relatedTo/id')) return [];
  const participants = before.participants.filter((_, at) => !isGone(`#/participants/${at}/id`));
  const { n, on, startAt, dueAt } = next;
  const draft = {
    ...pick(before, handedOn),
    participants,
    activityId: newId('activity', ctx.now),
    status: 'open' as const,
    startAt,
    dueAt,
    series: { ...series, n, on },
    customerIds: people.customerIds.slice(0, MOST_CUSTOMERS_OF_SERIES),
  };
  const made = { ...draft, remindAt: remindersAhead(ctx, draft) };
  const { after, writes } = writesOf(ctx, activities, undefined, made, { action: 'create' });
  return [...writes, ...after.customerIds.map((customerId) => isThereStill(ctx, { customerId }))];
}
