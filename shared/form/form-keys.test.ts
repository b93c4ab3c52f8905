import { expect, test } from 'vitest';
import { historyOf } from '../audit/audit.ts';
import type { Context } from '../kernel/context.ts';
import { newId } from '../kernel/ids.ts';
import { audited } from '../testing/audited.ts';
import { aContext } from '../testing/context.ts';
import { playFault } from '../testing/faults.ts';
import { resolveFormKey } from './form-key-lookup.ts';
import { createFormKey, listFormKeys, removeFormKey } from './form-keys.ts';

const helpPage = { name: 'Help page', perMinute: 60 };
const writes = /^(Put|Delete|Update|TransactWrite)/;

/** Kills the table for all writes after the first so many. */
async function dying(after: number, work: () => Promise<unknown>): Promise<void> {
  let written = 0;
  const stop = playFault('throttle', (command) => writes.test(command) && ++written > after);
  await work().catch(() => undefined);
  stop();
}

async function expectNoneDead(ctx: Context): Promise<void> {
  for (const { formKey } of (await listFormKeys(ctx)).items)
    expect(await resolveFormKey(formKey)).toMatchObject({ companyId: ctx.companyId });
}

test.each([0, 1])('a key whose making died after %i writes is not listed dead', async (after) => {
  const ctx = aContext();
  await dying(after, () => createFormKey(ctx, helpPage));
  await expectNoneDead(ctx);
});

test.each([0, 1, 2])(
  'a key whose end died after %i writes is not listed dead, and ends when asked again',
  async (after) => {
    const ctx = aContext();
    const { formKey } = await createFormKey(ctx, helpPage);
    await dying(after, () => removeFormKey(ctx, formKey));
    await expectNoneDead(ctx);
    await removeFormKey(ctx, formKey);
    expect((await listFormKeys(ctx)).items).toEqual([]);
    await expect(resolveFormKey(formKey)).rejects.toMatchObject({ code: 'not-found' });
  },
);

test('of 20 that ask at once for the last place one gets it, and the place of an ended key is free again', async () => {
  const ctx = aContext();
  for (let made = 0; made < 49; made++) await createFormKey(ctx, helpPage);
  const asked = await Promise.allSettled(Array.from({ length: 20 }, () => createFormKey(ctx, helpPage)));
  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const one of asked) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'conflict' });
  const { items } = await listFormKeys(ctx);
  expect(items).toHaveLength(50);
  const formKey = items[0]?.formKey ?? newId('formKey');
  await Promise.allSettled([removeFormKey(ctx, formKey), removeFormKey(ctx, formKey)]);
  await createFormKey(ctx, helpPage);
  await expect(createFormKey(ctx, helpPage)).rejects.toMatchObject({ code: 'conflict' });
}, 60_000);

test('who made and who ended a key is audited, once', async () => {
  const ctx = aContext({ userId: 'ada' });
  const formKey = await audited(ctx, async () => {
    const made = (await createFormKey(ctx, helpPage)).formKey;
    await Promise.allSettled([removeFormKey(ctx, made), removeFormKey(ctx, made)]);
    return made;
  });
  expect((await historyOf(ctx, formKey, { limit: 10 })).items).toMatchObject([
    { action: 'FormKeyEnded', version: 2, actor: { id: 'ada' } },
    { action: 'FormKeyCreated', version: 1, actor: { id: 'ada' } },
  ]);
});
