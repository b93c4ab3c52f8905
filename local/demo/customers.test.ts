import { expect, test } from 'vitest';
import { CreateCustomer } from '../../shared/customer/customer.schema.ts';
import { demoCustomers } from './customers.ts';
import { demoRecords } from './records.ts';

test('everybody who has said something is a customer under that id and address, once, and no two have one name', () => {
  const records = demoRecords(new Date('2026-12-01T12:00:00.000Z'));
  const all = demoCustomers(records);
  const idOf = ({ externalIds }: (typeof all)[number]) => externalIds[0]?.id;
  expect(new Set(all.map(idOf))).toEqual(new Set(records.map(({ customerId }) => customerId)));
  expect(all).toHaveLength(new Set(all.map(idOf)).size);
  expect(new Set(all.map(({ firstName, lastName }) => `${firstName} ${lastName}`)).size).toBe(all.length);
  for (const one of all) {
    expect(CreateCustomer.safeParse(one).error).toBeUndefined();
    const said = records.find(({ customerId }) => customerId === idOf(one));
    expect(said?.contact).toMatchObject({ name: `${one.firstName} ${one.lastName}`, email: one.emails[0]?.address });
  }
});
