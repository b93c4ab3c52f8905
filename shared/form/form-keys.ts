import { Problem } from '../http/problem.ts';
import { create, remove } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { newId } from '../kernel/ids.ts';
import { closeForm, openForm } from './form-key-lookup.ts';
import { formKeys } from './form-key.store.ts';
import type { CreateFormKey, FormKey } from './form.schema.ts';

/**
 * Makes a key. Its form is open before the key is listed, so that a listed key works; one that a crash kept off the list
 * nobody has ever seen.
 */
export async function createFormKey(ctx: Context, { name, perMinute }: CreateFormKey): Promise<FormKey> {
  const formKey = newId('formKey', ctx.now);
  await openForm(ctx, { formKey, perMinute });
  try {
    return await create(ctx, formKeys, { formKey, name, perMinute });
  } catch (error) {
    if (error instanceof Problem) await closeForm(formKey);
    throw error;
  }
}

export const listFormKeys = async (ctx: Context): Promise<{ items: FormKey[] }> => ({
  items: await formKeys.every(ctx),
});

/**
 * Ends a key: its form is turned away from now on. The key leaves the list first, so that no listed key is dead; whoever
 * got no answer asks again, and what was begun is finished.
 */
export async function removeFormKey(ctx: Context, formKey: FormKey['formKey']): Promise<void> {
  const key = await formKeys.find(ctx, formKey);
  if (key?.deletedAt === undefined) await remove(ctx, formKeys, formKey);
  await closeForm(formKey);
}
