import { erasedText, eraseRecords, foundAmong, type Person, type PersonalKind } from '../kernel/personal.ts';
import { itemIdOf } from './item-id.ts';
import { triageItems } from './triage.store.ts';

const idsOf = ({ feedbackIds }: Person) => feedbackIds.map((id) => itemIdOf(id));

/** What was decided stays, and what of it is counted; what somebody wrote with it goes. */
export const triagePersonal: PersonalKind = {
  kind: 'triageItem',
  heldOf: (ctx, person) => foundAmong(ctx, triageItems, idsOf(person)),
  erase: (ctx, person) =>
    eraseRecords(ctx, triageItems, idsOf(person), (item) => ({ ...item, note: erasedText(item.note) })),
};
