import { erasedText, eraseRecords, foundAmong, type Person, type PersonalKind } from '../kernel/personal.ts';
import { praiseIdOf, praises } from './praise.store.ts';

const idsOf = ({ feedbackIds }: Person) => feedbackIds.map(praiseIdOf);

/** What was said stays with the record alone; here is only why a manager hid it. */
export const praisePersonal: PersonalKind = {
  kind: 'praise',
  heldOf: (ctx, person) => foundAmong(ctx, praises, idsOf(person)),
  erase: (ctx, person) =>
    eraseRecords(ctx, praises, idsOf(person), (praise) => ({
      ...praise,
      ...(praise.hidden && { hidden: { ...praise.hidden, reason: erasedText(praise.hidden.reason) } }),
    })),
};
