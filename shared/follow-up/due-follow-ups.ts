import { dueRecords } from '../kernel/due-records.ts';
import { CLAIM } from '../kernel/events.ts';
import { askAgain } from './ask-again.ts';
import { type FollowUp, isOpen } from './follow-up.schema.ts';
import { followUps } from './follow-up.store.ts';
import { mostOf, waiting } from './reminders.ts';

const LEASE_MS = 60_000;

/** Which event a reminder is. Of one that was closed while it was claimed nobody is told. */
const toldAs = (_: FollowUp, after: FollowUp): string => {
  if (!isOpen(after)) return CLAIM;
  return after.reminder?.step === 'soon' ? 'due-soon' : 'overdue';
};

/** Reminds of what is due with open follow-ups, each time once, as an event; asks the customers of closed ones again. */
export const dueFollowUps = dueRecords(followUps, {
  leaseMs: LEASE_MS,
  action: toldAs,
  act: async (ctx, followUp) => {
    if (!isOpen(followUp)) {
      await askAgain(ctx, followUp);
      return {};
    }
    const now = ctx.now.toISOString();
    const reminder = mostOf(waiting(followUp).filter(({ at }) => at <= now));
    return { remindedTo: now, ...(reminder && { reminder }) };
  },
});
