import { foundAmong, type PersonalKind } from '../kernel/personal.ts';
import { daysOf, scoreIdOf, scores } from './score.store.ts';

const ALL_DAYS = { from: '0', to: '9999' };

/** What was made of what a customer did, now and on earlier days; it goes with the customer. */
export const scorePersonal: PersonalKind = {
  kind: 'score',
  async heldOf(ctx, { customerIds }) {
    const found: object[] = await foundAmong(ctx, scores, customerIds.map(scoreIdOf));
    for (const customerId of customerIds)
      found.push(...(await daysOf(ctx, customerId, ALL_DAYS)).map((day) => ({ customerId, ...day })));
    return found;
  },
  erase: async () => 0,
};
