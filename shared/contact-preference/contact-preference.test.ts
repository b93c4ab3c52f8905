import { expect, test } from 'vitest';
import { historyOf } from '../audit/audit.ts';
import { addressFingerprint } from '../customer/customer-key.ts';
import { audited } from '../testing/audited.ts';
import { aContext } from '../testing/context.ts';
import { contactPreferences, setAddress } from './contact-preference.ts';

const email = 'Ada@Example.com';
const entries = async (ctx: ReturnType<typeof aContext>) =>
  (await historyOf(ctx, `address_${addressFingerprint(email)}`, { limit: 10 })).items;

test('news of an address is kept once, with one audit entry that does not name it', async () => {
  const ctx = aContext();
  await audited(ctx, async () => {
    for (let delivery = 0; delivery < 2; delivery++)
      await setAddress(ctx, email, { bounced: true }, '2026-11-01T10:00:00.000Z');
  });
  expect(await contactPreferences(ctx, 'ada@example.com')).toMatchObject({ email: 'ada@example.com', bounced: true });
  const found = await entries(ctx);
  expect(found).toMatchObject([{ version: 1, action: 'ContactPreferencesChanged', changedKeys: ['bounced'] }]);
  expect(JSON.stringify(found)).not.toMatch(/ada@example/i);
});

test('older news changes nothing, also when newer news of something else is known', async () => {
  const ctx = aContext();
  await audited(ctx, async () => {
    await setAddress(ctx, email, { bounced: false, consent: true }, '2026-11-03T10:00:00.000Z');
    await setAddress(ctx, email, { bounced: true, complained: true }, '2026-11-02T10:00:00.000Z');
  });
  expect(await contactPreferences(ctx, email)).toMatchObject({ bounced: false, consent: true, complained: true });
  expect((await entries(ctx)).map(({ changedKeys }) => changedKeys)).toEqual([['complained'], ['bounced', 'consent']]);
});

test('two changes at the same moment are both kept', async () => {
  const ctx = aContext();
  const at = ctx.now.toISOString();
  await audited(ctx, () =>
    Promise.all([
      setAddress(ctx, email, { optedOut: true }, at),
      setAddress(ctx, email, { doNotContact: true }, at),
      setAddress(ctx, email, { consent: false }, at),
    ]),
  );
  expect(await contactPreferences(ctx, email)).toMatchObject({ optedOut: true, doNotContact: true, consent: false });
  expect(await entries(ctx)).toHaveLength(3);
});
