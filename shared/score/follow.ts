import { identify } from '../customer/identity.ts';
import { whoRated } from '../feedback/heard.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { purchaseFact } from '../purchase/fact.ts';
import { foldPurchase } from './facts.rows.ts';
import { forgetScores } from './forget.ts';
import { score } from './score.ts';

/** What happened, of which scores follow. */
export type Happened = {
  customerId?: Id<'customer'> | undefined;
  purchaseId?: Id<'purchase'> | undefined;
  feedbackId?: Id<'feedback'> | undefined;
  /** Of a consent. */
  purpose?: string | undefined;
};

/**
 * What follows for scores: a purchase is counted with its customer, who is scored anew; so is the author of feedback who is a
 * customer, and a customer who is there again, was merged, or said whether they may be profiled. Of who was erased nothing is left. Done twice, it is done once.
 */
export async function followScores(ctx: Context, type: string, happened: Happened): Promise<void> {
  const { customerId, purchaseId, feedbackId } = happened;
  if (type === 'CustomerErased') {
    if (customerId) await forgetScores(ctx, customerId);
    return;
  }
  if (type === 'ConsentChanged' && happened.purpose !== 'profiling') return;
  if (feedbackId) {
    const called = await whoRated(ctx, feedbackId);
    const author = called && (await identify(ctx, called));
    if (author) await score(ctx, author.customerId);
    return;
  }
  // A purchase may have been moved by a merge since.
  const owner = purchaseId && (await purchaseFact(ctx, purchaseId))?.customerId;
  for (const one of new Set([customerId, owner])) {
    if (!one) continue;
    if (purchaseId) await foldPurchase(ctx, one, purchaseId);
    await score(ctx, one);
  }
}
