import { expect, test } from 'vitest';
import { list } from '../feedback/feedback.list.ts';
import { given } from '../feedback/testing/given.ts';
import { aContext } from '../testing/context.ts';
import { addressFingerprint, addressKey, customerKeyOf } from './customer-key.ts';

test('an address is nobody’s customer id, not even where the id looks like its fingerprint', async () => {
  const email = 'ada@example.com';
  for (const customerId of [addressFingerprint(email), addressKey(email)])
    expect(customerKeyOf(customerId, undefined)).not.toBe(customerKeyOf(undefined, email));
  const ctx = aContext();
  await given(ctx, { contact: { email } });
  await given(ctx, { contact: undefined, customerId: addressFingerprint(email) });
  expect((await list(ctx, { email, limit: 10 })).items).toHaveLength(1);
  expect((await list(ctx, { customerId: addressFingerprint(email), limit: 10 })).items).toHaveLength(1);
});

test('an address in another spelling is the same person', () => {
  expect(addressKey(' Ada@Example.com ')).toBe(addressKey('ada@example.com'));
});
