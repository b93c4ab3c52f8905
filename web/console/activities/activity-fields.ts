import type { OpenActivity } from '../../../shared/activity/activity.schema.ts';
import { choicesOf } from '../kit/fields.tsx';
import { momentField } from '../kit/moment-field.tsx';
import { areaField, pickField, type RecordField, textField } from '../kit/record-fields.tsx';
import type { Colleague } from '../../../shared/people/people.schema.ts';
import { activityTexts } from './texts/texts.ts';

/** What is said of an activity; `people` are those who can be given it, where that can be chosen. */
export function activityFields(people: readonly Colleague[], ownerId?: OpenActivity['ownerId']): RecordField[] {
  const a = activityTexts();
  const owners = people.map(({ userId, name }) => ({ value: userId, name: name ?? userId }));
  return [
    pickField('type', a.type, choicesOf(a.types)),
    textField('subject', a.subject, { maxLength: 200, required: true, wide: true }),
    momentField('startAt', a.start),
    momentField('dueAt', a.due, { help: a.dueHelp }),
    ...(owners.length > 0 ? [pickField('ownerId', a.owner, owners, ownerId === undefined ? { none: a.me } : {})] : []),
    pickField('priority', a.priority, choicesOf(a.priorities)),
    textField('location', a.place, { maxLength: 200 }),
    areaField('notes', a.notes, { maxLength: 10_000 }),
  ];
}
