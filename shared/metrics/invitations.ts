import { addDays, localDay, monthsBetween } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import type { StoredSurvey } from '../survey/survey.store.ts';
import { walkSurveys } from '../survey/survey.walk.ts';
import type { Dimension } from './contribution.ts';
import { COMPANY_KEY, type CountingSettings } from './counted-kind.ts';
import { type Counters, excludedName, mergeCounters } from './counters.ts';
import type { Range, Row } from './rows.ts';

/** A mail may go out this long after its survey was made: the longest delay, and a month of closed windows. */
const LONGEST_DELAY_DAYS = 62;

/**
 * What sent invitations add, as rows of days: read from the surveys when asked, not kept as rollups. An
 * invitation counts once, on the day of its first mail; reminders are none.
 */
export async function invitationRows(
  ctx: Context,
  dimension: Dimension,
  range: Range,
  settings: CountingSettings,
  onlyKey?: string,
): Promise<Row[]> {
  const rows = new Map<string, Row>();
  for (const month of monthsBetween(addDays(range.from, -LONGEST_DELAY_DAYS), addDays(range.to, 1))) {
    for await (const page of walkSurveys(ctx, month)) {
      for (const survey of page) {
        const key = keyOf(survey, dimension);
        if (survey.sentAt === undefined || key === undefined || (onlyKey !== undefined && key !== onlyKey)) continue;
        const period = localDay(new Date(survey.sentAt), settings.timeZone, settings.dayBoundary);
        if (period < range.from || period > range.to) continue;
        const name = `${period}/${key}`;
        const row = rows.get(name) ?? { grain: 'day', period, key, counters: {} };
        mergeCounters(row.counters, countersOf(survey));
        rows.set(name, row);
      }
    }
  }
  return [...rows.values()];
}

/** Bounced mail invited nobody; a rating that was kept is an answer even where the rest was left out. */
function countersOf({ status, responses = [] }: StoredSurvey): Counters {
  if (status === 'bounced') return { [excludedName('invited', 'bounced')]: 1 };
  const answered = status === 'completed' || responses.length > 0;
  return { invited: 1, ...(answered && { answered: 1 }) };
}

function keyOf({ templateId, language, snapshot }: StoredSurvey, dimension: Dimension): string | undefined {
  switch (dimension) {
    case 'company':
      return COMPANY_KEY;
    case 'template':
      return templateId;
    case 'language':
      return language;
    case 'agent':
      return snapshot.agentId;
    case 'team':
      return snapshot.teamId;
    case 'segment':
      return snapshot.segment;
    case 'tier':
      return snapshot.tier;
    default:
      return undefined;
  }
}
