import { isThereStill } from '../customer/still-there.ts';
import { orNone } from '../http/problem.ts';
import { change } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { asId, type Id } from '../kernel/id-kinds.ts';
import { isThere } from '../kernel/store.ts';
import type { Move, MovedRecords } from '../merge/kind.ts';
import { contacts } from './contact.store.ts';
import { placesWith } from './places.ts';

/** Positions of a contact by their numbers, and whether the contact is the person. */
type Memo = { positions: number[]; isPerson: boolean };

const FIRST_DAY = '0000-00-00';

/** Points positions and the person of a contact at another customer, those that `memo` names. */
const pointed = (ctx: Context, contactId: Id<'contact'>, { from, to }: Move, memo?: Memo): Promise<unknown> =>
  orNone(
    change(
      ctx,
      contacts,
      contactId,
      'move',
      (before) => ({
        ...before,
        positions: before.positions.map((one) =>
          one.customerId === from && (memo?.positions.includes(one.n) ?? true) ? { ...one, customerId: to } : one,
        ),
        ...(before.customerId === from && (memo?.isPerson ?? true) && { customerId: to }),
      }),
      { also: async () => [isThereStill(ctx, { customerId: to })] },
    ),
  );

/** Contacts at a business, and those that are an individual. */
export const movedContacts: MovedRecords<Memo> = {
  kind: 'contact',
  async find(ctx, of, most) {
    const ids = new Set<string>();
    for await (const steps of placesWith(ctx, of, FIRST_DAY, { from: undefined, size: most })) {
      for (const { item } of steps) if (item) ids.add(item.contactId);
      if (ids.size >= most) break;
    }
    return [...ids].slice(0, most);
  },
  async noted(ctx, id, { from }) {
    const contactId = asId('contact', id);
    const row = contactId && (await contacts.find(ctx, contactId));
    if (!isThere(ctx, row)) return undefined;
    const positions = row.positions.filter(({ customerId }) => customerId === from).map(({ n }) => n);
    return { positions, isPerson: row.customerId === from };
  },
  async move(ctx, id, move) {
    const contactId = asId('contact', id);
    if (contactId) await pointed(ctx, contactId, move);
  },
  async back(ctx, id, { from, to }, memo) {
    const contactId = asId('contact', id);
    if (contactId) await pointed(ctx, contactId, { from: to, to: from }, memo);
  },
};
