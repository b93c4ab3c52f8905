import { set } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { isThere } from '../kernel/store.ts';
import { expectKnown } from '../people/known.ts';
import { type PutReviewSettings, ReviewSettings } from './review-settings.schema.ts';
import { storedReviewSettings } from './review.store.ts';

const ID = 'reviews' as const;

/** When a company's reviews are made and who is told, defaults where it has said nothing. */
export async function readReviewSettings(ctx: Context): Promise<ReviewSettings> {
  const stored = await storedReviewSettings.find(ctx, ID);
  return isThere(ctx, stored) ? storedReviewSettings.publicOf(stored) : ReviewSettings.parse({ version: 0 });
}

/** Replaces it; 400 for a recipient whom the company does not know. Reviews that are made already stay as they are. */
export async function putReviewSettings(
  ctx: Context,
  { body, ifMatch }: { body: PutReviewSettings; ifMatch?: number | undefined },
): Promise<ReviewSettings> {
  const named = (userIds: readonly string[]) =>
    userIds.map((userId, index) => ({ userId, pointer: `#/recipients/userIds/${index}` }));
  const { recipients } = await readReviewSettings(ctx);
  await expectKnown(ctx, named(body.recipients.userIds), named(recipients.userIds));
  return set(ctx, storedReviewSettings, ID, 'put', () => ({ settingsId: ID, ...body }), { ifMatch, evenIfEqual: true });
}
