import type { Context } from '../kernel/context.ts';
import { isWaiting, type TriageItem } from './triage.schema.ts';
import { triageItems } from './triage.store.ts';

const PER_PAGE = 200;

/** What waits for a decision, the highest priority first; so many items at most. */
export async function waitingItems(ctx: Context, most: number): Promise<TriageItem[]> {
  const found: TriageItem[] = [];
  for await (const steps of triageItems.by(ctx, 'byPriority', { status: 'new' }, { from: undefined, size: PER_PAGE })) {
    found.push(...steps.flatMap(({ item }) => (item && isWaiting(item) ? [item] : [])));
    if (found.length >= most) break;
  }
  return found.slice(0, most);
}
