import { identify } from '../customer/identity.ts';
import { whoRated } from '../feedback/heard.ts';
import { eachBatch } from '../kernel/batches.ts';
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
  /** Of a consent. */
  purpose?: string | undefined;
};

const AT_ONCE = 5;

/**
 * Scores anew the customers who said some feedback, each once however much of it is theirs: records of an import come by
 * the thousand, and are read together.
 */
export async function followFeedback(ctx: Context, feedbackIds: readonly Id<'feedback'>[]): Promise<void> {
  const called = new Map((await whoRated(ctx, feedbackIds)).map((one) => [JSON.stringify(one), one]));
  const authors = new Set<Id<'customer'>>();
  await eachBatch([...called.values()], { size: 1, parallel: AT_ONCE }, async ([one = {}]) => {
    const author = await identify(ctx, one);
    if (author) authors.add(author.customerId);
  });
  await eachBatch([...authors], { size: 1, parallel: AT_ONCE }, async ([one]) => {
    if (one) await score(ctx, one);
  });
}

/**
 * What follows for scores: a purchase is counted with its customer, who is scored anew; so is a customer who is there again,
 * was merged, or said whether they may be profiled. Of who was erased nothing is left. Done twice, it is done once.
 */
export async function followScores(ctx: Context, type: string, happened: Happened): Promise<void> {
  const { customerId, purchaseId } = happened;
  if (type === 'CustomerErased') {
    if (customerId) await forgetScores(ctx, customerId);
    return;
  }
  if (type === 'ConsentChanged' && happened.purpose !== 'profiling') return;
  // A purchase may have been moved by a merge since.
  const owner = purchaseId && (await purchaseFact(ctx, purchaseId))?.customerId;
  for (const one of new Set([customerId, owner])) {
    if (!one) continue;
    if (purchaseId) await foldPurchase(ctx, one, purchaseId);
    await score(ctx, one);
  }
}
