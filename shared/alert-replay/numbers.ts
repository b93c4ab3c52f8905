import type { Life } from '../alert/alert.life.ts';
import { zoneOffset } from '../kernel/calendar.ts';
import { pick } from '../kernel/json.ts';
import { byName, byWeek, countIn, type Stretch, weekOf } from '../replay/weeks.ts';
import { MOST_KEYS, type ReplayedAlert, type RuleReplay } from './replay.schema.ts';
import type { Replayed } from './state.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const OTHER = 'other';

/** Counts an alert that has opened, or waits to. */
export function noteOpening({ perWeek, perKey, byHour }: Replayed, { key, openedAt }: Life, timeZone: string): void {
  countIn(perWeek, weekOf(openedAt, timeZone));
  countIn(perKey, perKey.has(key) || perKey.size < MOST_KEYS ? key : OTHER);
  const at = Date.parse(openedAt);
  const hour = Math.floor(((at + zoneOffset(at, timeZone)) % DAY_MS) / HOUR_MS);
  byHour[hour] = (byHour[hour] ?? 0) + 1;
}

/** Counts that a person would have been told. */
export const noteTold = ({ notices }: Replayed, userId: string): void => countIn(notices, userId);

/** What a rule would have done in a stretch of time. */
export function resultOf(
  { alerts, perWeek, perKey, byHour, notices, approximate }: Replayed,
  stretch: Stretch,
): RuleReplay {
  return {
    alerts: alerts.map(shownAs),
    perWeek: byWeek(perWeek, stretch),
    perKey: [...perKey]
      .map(([key, count]) => ({ key, count }))
      .toSorted((one, other) => other.count - one.count || (one.key < other.key ? -1 : 1)),
    byHour,
    notices: byName(notices),
    approximate: [...approximate].toSorted(),
  };
}

const shownAs = ({ resolvedAt, ...life }: Life): ReplayedAlert => ({
  ...pick(life, ['key', 'severity', 'openedAt', 'count', 'subject', 'reason', 'suppressedBy', 'releasedAt']),
  ...(resolvedAt !== undefined && { closedAt: resolvedAt }),
});
