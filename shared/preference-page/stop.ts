import { purposes } from '../consent/consent.schema.ts';
import { unsubscribe } from '../consent/unsubscribe.ts';
import { invalid } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { say } from './say.ts';
import type { Whose, Wishes } from './wishes.ts';

/** What alone a link unsubscribes from; everything, where it says nothing. */
export type Part = { purpose: (typeof purposes)[number] } | { topic: string; label: string } | undefined;

/** What a link unsubscribes from; 400 for a purpose or topic that there is none of. */
export function partOf(
  { purpose, topic }: { purpose?: string | undefined; topic?: string | undefined },
  wishes: Wishes,
): Part {
  if (topic !== undefined) {
    if (topic === 'updates') return { topic, label: '' };
    const found = wishes.topics.find(({ name }) => name === topic);
    if (!found) throw invalid({ parameter: 'topic', detail: 'must be a topic of the company’s limits' });
    return { topic, label: found.label };
  }
  if (purpose === undefined) return undefined;
  const found = purposes.find((one) => one === purpose && one !== 'service');
  if (!found) throw invalid({ parameter: 'purpose', detail: 'must be a purpose that needs a consent' });
  return { purpose: found };
}

/**
 * Unsubscribes somebody from all mails, or from a part of them, before this returns; or takes that back. Of whom no ledger tells
 * a purpose, all mails are stopped: less than was meant is not what they asked for.
 */
export async function stop(
  outer: Context,
  whose: Whose,
  part: Part,
  { undo, wishes }: { undo: boolean; wishes: Wishes },
): Promise<void> {
  const ctx = { ...outer, idempotency: undefined };
  const { customer } = whose;
  if (part && 'topic' in part)
    return say(ctx, whose, part.topic === 'updates' ? { updates: undo } : { topics: { [part.topic]: undo } }, wishes);
  if (part && customer) return unsubscribe(ctx, customer, part.purpose, { undo });
  return say(ctx, whose, { pace: undo ? 'all' : 'none' }, wishes);
}
