import { settingsOf } from '../company/settings.ts';
import { invalid, Problem } from '../http/problem.ts';
import { remove as end, set } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { isThere } from '../kernel/store.ts';
import { addBusinessMinutes, businessMinutesBetween } from './business-time.ts';
import { type Calendar, type PutCalendar, weekdays } from './calendar.schema.ts';
import { calendars } from './calendar.store.ts';

export const DEFAULT_CALENDAR = 'default';

type One = { calendarId: string; ifMatch?: number | undefined };

/** Monday to Friday from nine to five in the company's zone: what `default` is until somebody replaces it. */
async function builtIn(ctx: Context): Promise<Calendar> {
  const { timeZone } = await settingsOf(ctx);
  const weekly = weekdays.slice(0, 5).map((day) => ({ day, start: '09:00', end: '17:00' }));
  return { calendarId: DEFAULT_CALENDAR, timeZone, weekly, exceptions: [], version: 0 };
}

async function known(ctx: Context, calendarId: string): Promise<Calendar | undefined> {
  const stored = await calendars.find(ctx, calendarId);
  if (isThere(ctx, stored)) return calendars.publicOf(stored);
  return calendarId === DEFAULT_CALENDAR ? builtIn(ctx) : undefined;
}

/** A calendar by its id; 404 where the company has none of that name. */
export async function get(ctx: Context, { calendarId }: One): Promise<Calendar> {
  const calendar = await known(ctx, calendarId);
  if (!calendar) throw new Problem('not-found');
  return calendar;
}

/** Refuses a calendar that a record names in `calendarId` and the company does not have. */
export async function expectCalendar(ctx: Context, calendarId: string): Promise<void> {
  if (!(await known(ctx, calendarId)))
    throw invalid({ pointer: '#/calendarId', detail: 'names no calendar of the company' });
}

/** Days of the default calendar that are not like their weekday and closed: public holidays, as the company has them. */
export async function closedDays(ctx: Context): Promise<ReadonlySet<string>> {
  const { exceptions } = await get(ctx, { calendarId: DEFAULT_CALENDAR });
  return new Set(exceptions.filter(({ intervals }) => intervals.length === 0).map(({ date }) => date));
}

/** By their ids, `default` among them. */
export async function list(ctx: Context): Promise<{ items: Calendar[] }> {
  const stored = await calendars.every(ctx);
  const hasDefault = stored.some(({ calendarId }) => calendarId === DEFAULT_CALENDAR);
  const items = hasDefault ? stored : [...stored, await builtIn(ctx)];
  return { items: items.toSorted((one, other) => (one.calendarId < other.calendarId ? -1 : 1)) };
}

export const put = (ctx: Context, { calendarId, ifMatch, body }: One & { body: PutCalendar }): Promise<Calendar> =>
  set(ctx, calendars, calendarId, 'put', () => ({ calendarId, name: undefined, ...body }), { ifMatch });

export async function remove(ctx: Context, { calendarId, ifMatch }: One): Promise<undefined> {
  await end(ctx, calendars, calendarId, { ifMatch });
  return undefined;
}

/** When so many open seconds have passed since an instant. */
export async function due(ctx: Context, input: One & { start: string; seconds: number }): Promise<{ dueAt: string }> {
  const at = addBusinessMinutes(new Date(input.start), input.seconds / 60, await get(ctx, input));
  return { dueAt: at.toISOString() };
}

/** Open seconds between two instants; negative where `to` comes first. */
export async function elapsed(ctx: Context, input: One & { from: string; to: string }): Promise<{ seconds: number }> {
  const [from, to] = [new Date(input.from), new Date(input.to)];
  if (Math.abs(to.getTime() - from.getTime()) > MOST_APART_MS)
    throw invalid({ parameter: 'to', detail: 'must lie within ten years of `from`' });
  return { seconds: Math.round(60 * businessMinutesBetween(from, to, await get(ctx, input))) };
}
const MOST_APART_MS = 3_660 * 86_400_000;
