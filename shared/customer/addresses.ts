import type { CreateAddress, EditAddress, WrittenAddress } from '../address/address.schema.ts';
import { settledAddresses } from '../address/settle.ts';
import { readCrmSettings } from '../crm-settings/crm-settings.ts';
import { merged } from '../fields/patch.schema.ts';
import { invalid, Problem } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { rewrite } from './customer.ts';
import type { Customer } from './customer.schema.ts';
import { checked, writtenOf } from './settle.ts';

type Of = { customerId: Id<'customer'>; ifMatch?: number | undefined };
type One = Of & { addressId: Id<'address'> };

const isOf = (type: string) => (one: WrittenAddress) => one.type === type;
/** The others give up being the primary one of a type. */
const unmarked = (all: readonly WrittenAddress[], type: string): WrittenAddress[] =>
  all.map((one) => (isOf(type)(one) ? { ...one, primary: false } : one));

/** Changes the list of addresses of a customer, whatever it is now; the list is checked as that of a new customer is. */
async function change(
  ctx: Context,
  one: Of,
  alter: (all: readonly WrittenAddress[]) => readonly unknown[],
): Promise<Customer> {
  const { customer } = await rewrite(
    ctx,
    one,
    (before) => {
      const written = writtenOf(before);
      return checked({ ...written, addresses: alter((written['addresses'] ?? []) as WrittenAddress[]) });
    },
    {},
  );
  return customer;
}

/** Adds an address; marked as primary it is the only one of its type. 404 for nobody, 400 where it is at fault. */
export const add = (ctx: Context, { body, ...one }: Of & { body: CreateAddress }): Promise<Customer> =>
  change(ctx, one, (all) => [...(body.primary ? unmarked(all, body.type) : all), body]);

/** Applies a merge patch to an address; 404 where the customer has none of that id. */
export const edit = (ctx: Context, { addressId, body, ...one }: One & { body: EditAddress }): Promise<Customer> =>
  change(ctx, one, (all) => {
    const at = all.findIndex((address) => address.addressId === addressId);
    if (at < 0) throw new Problem('not-found');
    const after = merged(all[at], body) as WrittenAddress;
    return (after.primary && body.primary ? unmarked(all, after.type) : all).with(at, after);
  });

/** Takes an address away; 404 where the customer has none of that id. Of those of its type another one is primary then. */
export const remove = async (ctx: Context, { addressId, ...one }: One): Promise<undefined> => {
  await change(ctx, one, (all) => {
    const left = all.filter((address) => address.addressId !== addressId);
    if (left.length === all.length) throw new Problem('not-found');
    return left;
  });
};

/** Checks an address and says where it is; nothing is kept. */
export async function standardise(ctx: Context, { body }: { body: { address: CreateAddress } }) {
  const { defaultCountry } = await readCrmSettings(ctx);
  const { addresses } = settledAddresses([body.address], {
    now: ctx.now,
    country: defaultCountry,
    imported: true,
  });
  const [address] = addresses;
  if (!address) throw invalid({ pointer: '#/address', detail: 'must be given' });
  const { check, standard, geo } = address;
  return { check, standard, geo };
}
