import type { FollowUpSettings } from './follow-up-settings.schema.ts';
import { type Cycle, currentOf, type FollowUp, isOpen } from './follow-up.schema.ts';
import type { CycleResurvey } from './resurvey.schema.ts';

const HOUR = 3_600_000;
const MOST_ASKED = 2;

/**
 * What a cycle that was resolved at an instant says of asking the customer again: nothing where neither its rule nor the
 * company does so, where the customer was not told what was done, and where they have been asked twice.
 */
export function planned(
  { resurvey: ofRule, cycles }: Pick<FollowUp, 'resurvey' | 'cycles'>,
  { resurvey: ofCompany }: FollowUpSettings,
  { customerInformed, closedAt }: { customerInformed?: boolean | undefined; closedAt: string },
): Pick<Cycle, 'resurvey'> {
  const plan = ofRule ?? ofCompany;
  const asked = cycles.filter(({ resurvey }) => resurvey?.surveyId !== undefined).length;
  if (!plan || !customerInformed || asked >= MOST_ASKED) return {};
  const askAt = new Date(Date.parse(closedAt) + plan.afterHours * HOUR).toISOString();
  return { resurvey: { state: 'waiting', templateId: plan.templateId, askAt } };
}

/** A cycle after which the follow-up was opened again: whoever was to answer need not. */
export const withoutResurvey = (cycle: Cycle): Cycle =>
  cycle.resurvey?.state === 'waiting' || cycle.resurvey?.state === 'asked'
    ? { ...cycle, resurvey: { ...cycle.resurvey, state: 'cancelled', reason: 'reopened' } }
    : cycle;

/** When the customer is to be asked again; never while the record is left out. */
export function resurveyDueAt(followUp: FollowUp): string | undefined {
  const { resurvey } = currentOf(followUp);
  return resurvey?.state === 'waiting' && !isOpen(followUp) && !followUp.leftOut ? resurvey.askAt : undefined;
}

/** The follow-up with what one of its cycles says of it changed; as it was where that cycle says nothing. */
export const withResurvey = <F extends Pick<FollowUp, 'cycles'>>(
  followUp: F,
  n: number,
  alter: (before: CycleResurvey) => CycleResurvey,
): F => ({
  ...followUp,
  cycles: followUp.cycles.map((cycle) =>
    cycle.n === n && cycle.resurvey ? { ...cycle, resurvey: alter(cycle.resurvey) } : cycle,
  ),
});
