import type { PersonalKind } from '../kernel/personal.ts';
import { statusesOf } from './contact-preference.ts';

/** What is known of a person's addresses. It lies under fingerprints, and outlives them: who wants no mail gets none. */
export const addressPersonal: PersonalKind = {
  kind: 'address',
  async heldOf(ctx, { emails, phones }) {
    const known = await statusesOf(ctx, [...emails, ...phones]);
    return [...known].map(
      ([address, { optedOut, bounced, complained, doNotContact, consent, pausedUntil, productUpdates }]) => ({
        address,
        optedOut,
        bounced,
        complained,
        doNotContact,
        consent,
        pausedUntil,
        productUpdates,
      }),
    );
  },
  erase: async () => 0,
};
