import type { Activity } from '../../../shared/activity/activity.schema.ts';
import { choicesOf } from '../kit/fields.tsx';
import { momentField } from '../kit/moment-field.tsx';
import { areaField, pickField, type RecordField, textField } from '../kit/record-fields.tsx';
import type { Colleague } from '../../../shared/people/people.schema.ts';
import { remindersField } from './reminders.ts';
import { repeatsField } from './repeats-field.tsx';
import { activityTexts } from './texts/texts.ts';

/**
 * What is said of an activity; `people` are those who can be given it, where that can be chosen, `stored` is one that is there
 * already.
 */
export function activityFields(people: readonly Colleague[], stored?: Activity): RecordField[] {
  const a = activityTexts();
  const owners = people.map(({ userId, name }) => ({ value: userId, name: name ?? userId }));
  return [
    pickField('type', a.type, choicesOf(a.types)),
    textField('subject', a.subject, { maxLength: 200, required: true, wide: true }),
    momentField('startAt', a.start),
    momentField('dueAt', a.due, { help: a.dueHelp }),
    ...(owners.length > 0 ? [pickField('ownerId', a.owner, owners, stored ? {} : { none: a.me })] : []),
    pickField('priority', a.priority, choicesOf(a.priorities)),
    repeatsField(stored?.recurrence),
    remindersField(stored?.reminders),
    textField('location', a.place, { maxLength: 200 }),
    areaField('notes', a.notes, { maxLength: 10_000 }),
  ];
}
