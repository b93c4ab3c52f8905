import * as z from 'zod';
import { storableNumber } from '../fields/number.schema.ts';
import { COMPANY_KEY, type Contribution, type CountedKind, type CountingSettings } from '../metrics/counted-kind.ts';
import { excludedName } from '../metrics/counters.ts';
import { minutesName } from '../metrics/minute-steps.ts';
import { type Moment, onTheirDays } from '../metrics/moments.ts';
import { isHappy, isImproved } from './recovery.ts';
import { recordChangeOf } from '../metrics/record-change.ts';

const text = z.string().optional();
const instant = z.iso.datetime();
const coded = z.object({ code: z.string() }).optional();
const took = z.object({ business: z.int().min(0), wall: z.int().min(0) }).optional();

const scored = z.object({ metric: z.string(), value: storableNumber, scaleMin: z.int(), scaleMax: z.int() }).optional();

/** The part of a cycle that numbers depend on. */
const CountableCycle = z.object({
  n: z.int().min(1),
  openedAt: instant,
  firstTouchDueAt: instant,
  firstTouchAt: instant.optional(),
  firstTouchTook: took,
  closedAt: instant.optional(),
  closedAs: z.enum(['resolved', 'no_action']).optional(),
  closingTook: took,
  onTime: z.boolean().optional(),
  ownerId: text,
  teamId: text,
  urgency: text,
  rootCause: coded,
  action: coded,
  resurvey: z
    .object({
      state: z.string(),
      askedAt: instant.optional(),
      answeredAt: instant.optional(),
      before: scored,
      after: scored,
    })
    .optional(),
});
type CountableCycle = z.infer<typeof CountableCycle>;

/** The part of a follow-up that numbers depend on. */
export const CountableFollowUp = z.object({
  followUpId: z.string(),
  about: z.object({ source: text, category: text, theme: text, tier: text }),
  ruleId: text,
  urgency: text,
  teamId: text,
  ownerId: text,
  remindedTo: instant.optional(),
  leftOut: z.unknown().optional(),
  deletedAt: text,
  cycles: z.array(CountableCycle),
});
export type CountableFollowUp = z.infer<typeof CountableFollowUp>;

const dimensions = [
  'company',
  'owner',
  'team',
  'rule',
  'urgency',
  'category',
  'theme',
  'source',
  'tier',
  'root_cause',
  'action',
] as const;
const rowsOf = (dimension: string): string => `followUp.${dimension}`;

/**
 * What a follow-up adds: the sum over its cycles, each with the owner, team and urgency that it has now or was closed
 * with. So a closed cycle adds the same for ever, whatever is done after it. While the record is left out it adds nothing.
 */
const contributions = (followUp: CountableFollowUp, settings: CountingSettings): Contribution[] =>
  followUp.leftOut !== undefined || followUp.deletedAt !== undefined
    ? []
    : followUp.cycles.flatMap((cycle) => onTheirDays(momentsOf(followUp, cycle), dimsOf(followUp, cycle), settings));

function momentsOf(followUp: CountableFollowUp, cycle: CountableCycle): Moment[] {
  const { n, openedAt, firstTouchDueAt, firstTouchAt, firstTouchTook, closedAt, closedAs, closingTook, onTime } = cycle;
  const moments: Moment[] = [[openedAt, 'opened']];
  if (n > 1) moments.push([openedAt, 'reopened']);
  if (firstTouchAt !== undefined && firstTouchTook)
    moments.push(
      [firstTouchAt, minutesName('touch', firstTouchTook.business)],
      [firstTouchAt, minutesName('wall', firstTouchTook.wall)],
    );
  moments.push(...touchOnTime(followUp, cycle).map((name): Moment => [firstTouchDueAt, name]));
  if (closedAt === undefined || closedAs === undefined) return moments;
  moments.push([closedAt, closedAs === 'resolved' ? 'resolved' : 'no-action']);
  if (closedAs === 'resolved' && onTime) moments.push([closedAt, 'on-time']);
  if (closingTook) moments.push([closedAt, minutesName('closing', closingTook.business)]);
  moments.push(...recoveryOf(cycle));
  if (firstTouchAt === undefined)
    moments.push(...['touch', 'wall'].map((family): Moment => [closedAt, excludedName(family, 'untouched')]));
  return moments;
}

/**
 * Whether the first touch came in time, as soon as that is decided: by the touch, or by its time running out on an open
 * cycle, which the reminder of that moment writes down. Closed before without a touch, it was neither.
 */
function touchOnTime({ remindedTo = '' }: CountableFollowUp, cycle: CountableCycle): string[] {
  const { firstTouchDueAt, firstTouchAt, closedAt } = cycle;
  if (firstTouchAt !== undefined) return [firstTouchAt <= firstTouchDueAt ? 'touch-on-time' : 'touch-late'];
  if ((closedAt ?? remindedTo) >= firstTouchDueAt) return ['touch-late'];
  return closedAt === undefined ? [] : [excludedName('touch-on-time', 'untouched')];
}

/** What became of asking the customer again: on the day of the asking, and on that of the answer. */
function recoveryOf({ resurvey }: CountableCycle): Moment[] {
  const { state, askedAt, answeredAt, before, after } = resurvey ?? {};
  const asked: Moment[] =
    askedAt !== undefined && (state === 'asked' || state === 'answered' || state === 'unanswered')
      ? [[askedAt, 'resurveyed']]
      : [];
  if (state !== 'answered' || answeredAt === undefined) return asked;
  const on = (...names: string[]): Moment[] => [...asked, ...names.map((name): Moment => [answeredAt, name])];
  if (!after) return on(excludedName('recovery', 'no_score'));
  if (!before) return on(excludedName('recovery', 'no_first_answer'));
  if (isHappy(before)) return on(excludedName('recovery', 'happy_before'));
  return on('recovery', ...(isHappy(after) ? ['recovered'] : []), ...(isImproved(before, after) ? ['improved'] : []));
}

function dimsOf(followUp: CountableFollowUp, cycle: CountableCycle): Contribution['dims'] {
  const { about, ruleId } = followUp;
  const { ownerId, teamId, urgency } = cycle.closedAt === undefined ? followUp : cycle;
  const keys: Record<(typeof dimensions)[number], string | undefined> = {
    company: COMPANY_KEY,
    owner: ownerId,
    team: teamId,
    rule: ruleId,
    urgency,
    category: about.category,
    theme: about.theme,
    source: about.source,
    tier: about.tier,
    root_cause: cycle.rootCause?.code,
    action: cycle.action?.code,
  };
  const known = Object.entries(keys).filter(([, key]) => key !== undefined);
  return Object.fromEntries(known.map(([dimension, key]) => [rowsOf(dimension), key]));
}

/** Follow-ups as a counted kind. */
export const countedFollowUps: CountedKind<CountableFollowUp> = {
  kind: 'followUp',
  ledger: 'followUp#',
  dimensions: dimensions.map(rowsOf),
  lasts: true,
  contributions,
  changeOf: (change) => recordChangeOf(change, CountableFollowUp, { kind: 'followUp', id: 'followUpId' }),
};
