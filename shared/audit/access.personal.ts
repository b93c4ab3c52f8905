import type { PersonalKind } from '../kernel/personal.ts';
import { accessesTo } from './access.ts';

/** Who has read a person's data, and when. It holds nothing that was read, and outlives an erasure as the audit does. */
export const accessPersonal: PersonalKind = {
  kind: 'access',
  heldOf: (ctx, { customerIds }) => accessesTo(ctx, customerIds),
  erase: async () => 0,
};
