import type { FollowUpCard } from '../../../shared/follow-up/follow-up.schema.ts';
import type * as z from 'zod';

export type Card = z.output<typeof FollowUpCard>;
export type Status = Card['status'];
/** What moving a card asks of the API: two of these ask the person for more first. */
export type Move = { to: Status; step: 'take' | 'start' | 'close' | 'reopen' };

type Mover = { userId: string; writes: boolean };

/**
 * Where a card can go. What is open closes; what is closed opens again; what waits goes into progress with its owner, or
 * with whoever moves it, where it has none. Nothing goes back to waiting.
 */
export function movesOf({ status, ownerId }: Pick<Card, 'status' | 'ownerId'>, mover: Mover): readonly Move[] {
  if (status === 'resolved' || status === 'no_action') return [{ to: 'in_progress', step: 'reopen' }];
  const closing: Move[] = [
    { to: 'resolved', step: 'close' },
    { to: 'no_action', step: 'close' },
  ];
  if (status === 'in_progress') return closing;
  if (ownerId === undefined || ownerId === mover.userId) return [{ to: 'in_progress', step: 'take' }, ...closing];
  return mover.writes ? [{ to: 'in_progress', step: 'start' }, ...closing] : closing;
}
