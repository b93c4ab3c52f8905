import type { Life } from '../alert/alert.life.ts';
import { addDays, isoWeekday, localDay, zoneOffset } from '../kernel/calendar.ts';
import { pick } from '../kernel/json.ts';
import { MOST_KEYS, type ReplayedAlert, type RuleReplay } from './replay.schema.ts';
import type { Replayed } from './state.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const OTHER = 'other';

const add = (counts: Map<string, number>, name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1);

/** Monday of the week of an instant. */
function weekOf(at: string, timeZone: string): string {
  const day = localDay(new Date(at), timeZone);
  return addDays(day, 1 - isoWeekday(day));
}

/** Counts an alert that has opened, or waits to. */
export function noteOpening({ perWeek, perKey, byHour }: Replayed, { key, openedAt }: Life, timeZone: string): void {
  add(perWeek, weekOf(openedAt, timeZone));
  add(perKey, perKey.has(key) || perKey.size < MOST_KEYS ? key : OTHER);
  const at = Date.parse(openedAt);
  const hour = Math.floor(((at + zoneOffset(at, timeZone)) % DAY_MS) / HOUR_MS);
  byHour[hour] = (byHour[hour] ?? 0) + 1;
}

/** Counts that a person would have been told. */
export const noteTold = ({ notices }: Replayed, userId: string): void => add(notices, userId);

/** What a rule would have done in a stretch of time. */
export function resultOf(
  { alerts, perWeek, perKey, byHour, notices, approximate }: Replayed,
  { from, to, timeZone }: { from: string; to: string; timeZone: string },
): RuleReplay {
  const weeks: string[] = [];
  for (let week = weekOf(from, timeZone); week <= weekOf(to, timeZone); week = addDays(week, 7)) weeks.push(week);
  return {
    alerts: alerts.map(shownAs),
    perWeek: weeks.map((week) => ({ from: week, count: perWeek.get(week) ?? 0 })),
    perKey: [...perKey]
      .map(([key, count]) => ({ key, count }))
      .toSorted((one, other) => other.count - one.count || (one.key < other.key ? -1 : 1)),
    byHour,
    notices: Object.fromEntries([...notices].toSorted(([one], [other]) => (one < other ? -1 : 1))),
    approximate: [...approximate].toSorted(),
  };
}

const shownAs = ({ resolvedAt, ...life }: Life): ReplayedAlert => ({
  ...pick(life, ['key', 'severity', 'openedAt', 'count', 'subject', 'reason', 'suppressedBy', 'releasedAt']),
  ...(resolvedAt !== undefined && { closedAt: resolvedAt }),
});
