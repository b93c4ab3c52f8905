import { expect, test } from 'vitest';
import { Contact } from '../feedback/feedback.parts.schema.ts';
import { Brand } from '../survey-template/brand.schema.ts';
import { Recipient } from './survey.schema.ts';

test.each([{ name: '\u200b' }, { name: 'Ada\u{e0041}' }, { business: 'Acme\u00ad' }, { phone: '-----' }])(
  'whom feedback cannot come from, no survey goes to: %j',
  (contact) => {
    expect(Contact.safeParse(contact).success).toBe(false);
    expect(Recipient.safeParse(contact).success).toBe(false);
  },
);

test('a brand’s name hides nothing and is no markup', () => {
  for (const name of ['\u200b', 'Acme\u{e0041}', 'Acme\r\nBcc: x', '<b>Acme', 'Acme\u202e'])
    expect([name, Brand.safeParse({ name }).success]).toEqual([name, false]);
  expect(Brand.safeParse({ name: 'Müller & Söhne 🥐' }).success).toBe(true);
});
