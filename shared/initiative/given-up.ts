import { getMany } from '../feedback/feedback.ts';
import type { Feedback } from '../feedback/feedback.schema.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import type { Initiative } from './initiative.schema.ts';
import { initiatives, links } from './initiative.store.ts';

const PER_PAGE = 200;

/** Initiatives of which it was decided that nothing will be done. */
export const givenUp = async (ctx: Context): Promise<Initiative[]> =>
  (await initiatives.every(ctx)).filter(({ status }) => status === 'wont_do');

/** The records that are linked to an initiative, so many of the newest at most. */
export async function linkedRecords(ctx: Context, initiativeId: Id<'initiative'>, most: number): Promise<Feedback[]> {
  const found: Feedback[] = [];
  for await (const steps of links.by(ctx, 'linked', { initiativeId }, { from: undefined, size: PER_PAGE })) {
    const ids = steps.flatMap(({ item }) => (item?.initiativeId === initiativeId ? [item.feedbackId] : []));
    found.push(...(await getMany(ctx, ids)).filter((record) => !record.excluded));
    if (found.length >= most) break;
  }
  return found.slice(0, most);
}
