import { expectCalendar } from '../calendar/calendar.ts';
import { equal, listOf } from '../http/list.ts';
import { invalid } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { expectResurveyTemplate } from '../follow-up/resurvey-template.ts';
import { verbsOf } from '../kernel/verbs.ts';
import { expectKnown, type Named } from '../people/known.ts';
import type { FollowUpRule, FollowUpRuleFilter } from './follow-up-rule.schema.ts';
import { followUpRules } from './follow-up-rule.store.ts';
import { ruleChanges } from './ready-made.ts';

/** Refuses an urgency that is missing or has no meaning, and people, calendars and templates that it cannot go by. */
async function settle(ctx: Context, after: FollowUpRule, before?: FollowUpRule): Promise<FollowUpRule> {
  const { urgencyFrom, calendarId } = after;
  const urgency = after.urgency ?? undefined;
  if ((urgencyFrom === 'fixed') !== (urgency !== undefined)) {
    const detail = urgency === undefined ? 'must be given where urgencyFrom is fixed' : 'is for urgencyFrom fixed only';
    throw invalid({ pointer: '#/urgency', detail });
  }
  if ((calendarId ?? undefined) !== undefined && calendarId !== before?.calendarId)
    await expectCalendar(ctx, calendarId as string);
  const resurvey = after.resurvey ?? undefined;
  if (resurvey && resurvey.templateId !== before?.resurvey?.templateId) await expectResurveyTemplate(ctx, resurvey);
  await expectKnown(ctx, named(after), before && named(before));
  return after;
}

/** People whom a rule names, and where. */
const named = ({ assign }: FollowUpRule): Named[] =>
  assign.mode === 'none'
    ? []
    : (assign.userIds ?? []).map((userId, index) => ({ userId, pointer: `#/assign/userIds/${index}` }));

/** A rule that is not saved; 400 where it could not be saved. */
export const expectSound = (ctx: Context, given: FollowUpRule): Promise<FollowUpRule> => settle(ctx, given);

/** All rules of a company as they are this moment, the ready-made ones, too. */
export async function everyRule(ctx: Context): Promise<FollowUpRule[]> {
  await ruleChanges(ctx);
  return followUpRules.every(ctx);
}

/** `create` throws `conflict` where the company has 50. */
export const { create, get, edit, put, remove } = verbsOf(followUpRules, { settle });

const listed = listOf<FollowUpRuleFilter, FollowUpRule>(
  'follow-up-rules',
  { enabled: equal('enabled') },
  (ctx, _, from) => followUpRules.all(ctx, from),
  (one) => one,
);

export async function list(ctx: Context, input: Parameters<typeof listed>[1]) {
  await ruleChanges(ctx);
  return listed(ctx, input);
}
