import { foundAmong, type Person, type PersonalKind } from '../kernel/personal.ts';
import type { Context } from '../kernel/context.ts';
import { deleteAll } from '../kernel/write-all.ts';
import { addressIdOf, outsideAddresses } from './outside-address.store.ts';

const idsOf = (ctx: Context, { emails }: Person) => emails.map((email) => addressIdOf(ctx, email));

/**
 * An address that the company's own reports and alerts go to, where it is the person's. The row goes as a whole: asked again, its
 * owner is asked whether they want that mail, as anybody is.
 */
export const outsideAddressPersonal: PersonalKind = {
  kind: 'outsideAddress',
  heldOf: (ctx, person) => foundAmong(ctx, outsideAddresses, idsOf(ctx, person)),
  async erase(ctx, person) {
    const ids = idsOf(ctx, person);
    const found = await foundAmong(ctx, outsideAddresses, ids);
    await deleteAll(
      ctx,
      ids.map((id) => outsideAddresses.keyOf(ctx, id)),
    );
    return found.length;
  },
};
