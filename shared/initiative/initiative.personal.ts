import { walkPartition } from '../kernel/walk.ts';
import { companyPrefix } from '../kernel/table.ts';
import { foundAmong, type PersonalKind } from '../kernel/personal.ts';
import type { FeedbackLink } from './initiative.schema.ts';
import { links } from './initiative.store.ts';

/**
 * Links of a person's feedback to initiatives. A link names a voice by a fingerprint of the address or by the company's own id,
 * and voices are what is counted: it stays.
 */
export const linkPersonal: PersonalKind = {
  kind: 'link',
  async heldOf(ctx, { names }) {
    const ids = new Set<FeedbackLink['linkId']>();
    for (const name of names)
      for await (const rows of walkPartition<{ sk: string; pk: string }>(
        ctx,
        `${companyPrefix(ctx.companyId)}inp#${name}`,
        { index: 'gsi1' },
      ))
        for (const { pk } of rows) ids.add(pk.slice(pk.lastIndexOf('#') + 1) as FeedbackLink['linkId']);
    return foundAmong(ctx, links, [...ids]);
  },
  erase: async () => 0,
};
