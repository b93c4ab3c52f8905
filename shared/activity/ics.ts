import { attachment, type Reply } from '../http/reply.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { known } from '../people/known.ts';
import { get } from './activity.ts';
import { calendarOf, type Mailbox } from './ical.ts';

/** The owner, as far as whoever asks may see the address of a colleague. */
async function organizerFor(ctx: Context, ownerId: string): Promise<Mailbox | undefined> {
  const { id, permissions } = ctx.actor;
  if (ownerId !== id && !permissions.has('workflow:read')) return undefined;
  const [owner] = await known(ctx, [ownerId]);
  return owner && { address: owner.email, name: owner.name };
}

/** An activity as a file that calendar programs take in, with its notes; 404 where there is none that the caller may see. */
export async function ics(ctx: Context, one: { activityId: Id<'activity'> }): Promise<Reply<string>> {
  const activity = await get(ctx, one);
  const organizer = await organizerFor(ctx, activity.ownerId);
  const file = calendarOf({ method: 'PUBLISH', entries: [{ activity, withNotes: true, organizer }] });
  return attachment(file, { name: 'activity.ics', version: activity.version });
}
