import { DEFAULT_CALENDAR, expectCalendar, get as getCalendar } from '../calendar/calendar.ts';
import type { Calendar } from '../calendar/calendar.schema.ts';
import { orNone } from '../http/problem.ts';
import { set } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { isThere } from '../kernel/store.ts';
import { FollowUpSettings, type PutFollowUpSettings } from './follow-up-settings.schema.ts';
import { expectResurveyTemplate } from './resurvey-template.ts';
import { storedFollowUpSettings } from './follow-up-settings.store.ts';

const ID = 'follow-up' as const;

/** A company's settings for follow-ups, defaults where it has none. */
export async function readFollowUpSettings(ctx: Context): Promise<FollowUpSettings> {
  const stored = await storedFollowUpSettings.find(ctx, ID);
  return isThere(ctx, stored) ? storedFollowUpSettings.publicOf(stored) : FollowUpSettings.parse({ version: 0 });
}

/** Replaces them. What is open keeps its due times. */
export async function putFollowUpSettings(
  ctx: Context,
  { body, ifMatch }: { body: PutFollowUpSettings; ifMatch?: number | undefined },
): Promise<FollowUpSettings> {
  await expectCalendar(ctx, body.calendarId);
  const { resurvey } = body;
  if (resurvey) await expectResurveyTemplate(ctx, resurvey);
  const settings = { settingsId: ID, ...body, resurvey };
  return set(ctx, storedFollowUpSettings, ID, 'put', () => settings, { ifMatch, evenIfEqual: true });
}

/** The hours that follow-ups are counted by; those of `default` where the chosen calendar is gone. */
export const hoursOf = async (ctx: Context, { calendarId }: Pick<FollowUpSettings, 'calendarId'>): Promise<Calendar> =>
  (await orNone(getCalendar(ctx, { calendarId }))) ?? getCalendar(ctx, { calendarId: DEFAULT_CALENDAR });
