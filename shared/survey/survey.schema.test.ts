import { expect, test } from 'vitest';
import { Contact } from '../feedback/feedback.schema.ts';
import { Recipient } from './survey.schema.ts';

test.each([{ name: '\u200b' }, { name: 'Ada\u{e0041}' }, { business: 'Acme\u00ad' }, { phone: '-----' }])(
  'whom feedback cannot come from, no survey goes to: %j',
  (contact) => {
    expect(Contact.safeParse(contact).success).toBe(false);
    expect(Recipient.safeParse(contact).success).toBe(false);
  },
);
