import { seenAs } from '../customer/seen.ts';
import type { Context } from '../kernel/context.ts';
import { asId } from '../kernel/id-kinds.ts';
import { withBusinesses } from './businesses.ts';
import type { Contact } from './contact.schema.ts';
import { get } from './contact.ts';

const covered = seenAs((ctx, { contactId }) => {
  const id = typeof contactId === 'string' ? asId('contact', contactId) : undefined;
  return id && get(ctx, { contactId: id });
});

type Body = Partial<Pick<Contact, 'positions'>> & { items?: Contact[] };

/** An answer about contacts as this caller may see it, with what their businesses are called. */
export async function seen(ctx: Context, body: unknown): Promise<unknown> {
  const answer = (await covered(ctx, body)) as Body | undefined;
  if (answer?.items) return { ...answer, items: await withBusinesses(ctx, answer.items) };
  if (!answer?.positions) return answer;
  const [contact] = await withBusinesses(ctx, [answer as Contact]);
  return contact;
}
