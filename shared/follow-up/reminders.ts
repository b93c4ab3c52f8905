import { currentOf, type FollowUp, isOpen, type Reminder } from './follow-up.schema.ts';

/** What is still to be reminded of, in its order. Whoever has reached the customer is not told to. */
export function waiting(followUp: FollowUp): Reminder[] {
  if (!isOpen(followUp)) return [];
  const { reminders, firstTouchAt } = currentOf(followUp);
  const { remindedTo = '' } = followUp;
  return reminders
    .filter(({ clock, at }) => at > remindedTo && (clock === 'close' || firstTouchAt === undefined))
    .toSorted((one, other) => (one.at < other.at ? -1 : 1));
}

const weight = ({ clock, step }: Reminder): number =>
  ['soon', 'due', 'late'].indexOf(step) * 2 + Number(clock === 'close');

/** Of what should have been reminded of by now, that which weighs most: after an outage one reminder is enough. */
export const mostOf = (reminders: readonly Reminder[]): Reminder | undefined =>
  reminders.toSorted((one, other) => weight(other) - weight(one))[0];
