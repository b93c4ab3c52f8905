import type { PersonalKind } from '../kernel/personal.ts';
import { scoreIdOf, scores } from './score.store.ts';
import { foundAmong } from '../kernel/personal.ts';

/** What was made of what a customer did; it goes with the customer. */
export const scorePersonal: PersonalKind = {
  kind: 'score',
  heldOf: (ctx, { customerIds }) => foundAmong(ctx, scores, customerIds.map(scoreIdOf)),
  erase: async () => 0,
};
