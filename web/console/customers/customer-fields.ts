import type { Customer } from '../../../shared/customer/customer.schema.ts';
import { choicesOf } from '../kit/fields.tsx';
import { usePeople } from '../kit/people.tsx';
import { areaField, flagField, listField, pickField, type RecordField, textField } from '../kit/record-fields.tsx';
import { may } from '../session/me.ts';
import { texts } from '../texts/console.ts';
import { emailLines, idLines, phoneLines } from './reach.ts';
import { customerTexts } from './texts/texts.ts';

const NAME = 200;

/** What of a customer is typed in. Whoever sees addresses masked cannot type them. */
export function useCustomerFields(customer?: Customer): RecordField[] {
  const c = customerTexts();
  const people = usePeople().map(({ userId, name }) => ({ value: userId, name }));
  const lines = (name: string, label: string, of: Pick<RecordField, 'read' | 'write'>): RecordField => ({
    ...areaField(name, label, { help: c.lineHelp }),
    ...of,
  });
  return [
    pickField('type', c.type, choicesOf(c.types)),
    pickField('status', c.status, choicesOf(c.statuses)),
    textField('firstName', c.firstName, { maxLength: NAME }),
    textField('lastName', c.lastName, { maxLength: NAME }),
    textField('businessName', c.businessName, { maxLength: NAME }),
    textField('statusReason', c.statusReason, { maxLength: 1_000, help: c.statusReasonHelp }),
    ...(may('customers:contact')
      ? [
          lines('emails', c.emails, emailLines(customer?.emails)),
          lines('phones', c.phones, phoneLines(customer?.phones)),
        ]
      : []),
    { ...areaField('externalIds', c.ids, { help: c.idsHelp }), ...idLines },
    pickField('ownerId', c.owner, people, { none: texts().none }),
    listField('tags', c.tags),
    areaField('notes', c.notes, { maxLength: 10_000 }),
    ...(customer ? [flagField('doNotContact/value', c.doNotContact), textField('doNotContact/reason', c.why)] : []),
  ];
}
