import { again } from '../../feedback/testing/given.ts';
import type { Context } from '../../kernel/context.ts';
import type { OutsideAddress } from '../outside-address.schema.ts';
import { addressIdOf } from '../outside-address.store.ts';
import { confirm, noteAddresses } from '../outside-address.ts';

/** An address that something of the company names, and that was asked. */
export async function aNamed(ctx: Context, email: string): Promise<OutsideAddress['addressId']> {
  await noteAddresses(again(ctx), [email]);
  return addressIdOf(ctx, email);
}

/** An address that has agreed to get mail. */
export async function anAgreed(ctx: Context, email: string, language = 'en'): Promise<OutsideAddress['addressId']> {
  const addressId = await aNamed(ctx, email);
  await confirm(again(ctx), { addressId, language });
  return addressId;
}
