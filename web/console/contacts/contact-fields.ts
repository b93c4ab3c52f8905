import type { Contact } from '../../../shared/contact/contact.schema.ts';
import { emailLines, phoneLines } from '../customers/reach.ts';
import { customerTexts } from '../customers/texts/texts.ts';
import { choicesOf } from '../kit/fields.tsx';
import { areaField, flagField, pickField, type RecordField, textField } from '../kit/record-fields.tsx';
import { may } from '../session/me.ts';
import { texts } from '../texts/console.ts';
import { customerField } from './customer-field.tsx';
import { contactTexts } from './texts/texts.ts';

const NAME = 200;

/** What of a contact is typed in. Whoever sees addresses masked cannot type them. */
export function contactFields(contact?: Contact): RecordField[] {
  const k = customerTexts();
  const lines = (name: string, label: string, of: Pick<RecordField, 'read' | 'write'>): RecordField => ({
    ...areaField(name, label, { help: k.lineHelp }),
    ...of,
  });
  return [
    textField('firstName', k.firstName, { maxLength: NAME }),
    textField('lastName', k.lastName, { maxLength: NAME }),
    ...(may('customers:contact')
      ? [lines('emails', k.emails, emailLines(contact?.emails)), lines('phones', k.phones, phoneLines(contact?.phones))]
      : []),
    customerField('customerId', contactTexts().samePerson, 'individual'),
    ...(contact ? [flagField('doNotContact/value', k.doNotContact), textField('doNotContact/reason', k.why)] : []),
  ];
}

/** What of a position is typed in; `at` names where it stands in the record. */
export function positionFields(at = ''): RecordField[] {
  const c = contactTexts();
  return [
    textField(`${at}title`, c.jobTitle, { maxLength: NAME }),
    textField(`${at}department`, c.department, { maxLength: NAME }),
    pickField(`${at}role`, c.role, choicesOf(c.roles), { none: texts().none }),
    textField(`${at}from`, c.from, { type: 'date' }),
  ];
}
