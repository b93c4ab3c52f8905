import { addressFingerprint, normalEmail } from '../customer/customer-key.ts';
import { set } from '../kernel/change.ts';
import { batchGet } from '../kernel/batch-get.ts';
import type { Context } from '../kernel/context.ts';
import { pick } from '../kernel/json.ts';
import type { AddressStatus } from '../survey/person.store.ts';
import { addressFacts, type AddressRecord } from './contact-preference.schema.ts';
import { addresses } from './contact-preference.store.ts';

const idOf = (email: string): string => idOfFingerprint(addressFingerprint(email));
const idOfFingerprint = (address: string): string => `address_${address}`;

/** What is known of an address; an unknown one simply has nothing against it. */
export async function contactPreferences(ctx: Context, email: string): Promise<{ email: string } & AddressStatus> {
  const record = await addresses.find(ctx, idOf(email));
  const { pausedUntil, ...known } = record ? pick<AddressStatus, keyof AddressStatus>(record, addressFacts) : {};
  const pause = pausedUntil !== undefined && pausedUntil > ctx.now.toISOString() ? { pausedUntil } : {};
  return { email: normalEmail(email), ...known, ...pause };
}

/** What is known of some addresses, by their one spelling; nothing of those that nobody has told of. Eventually consistent. */
export async function statusesOf(ctx: Context, emails: readonly string[]): Promise<ReadonlyMap<string, AddressStatus>> {
  const keys = new Map(emails.map((email) => [addresses.keyOf(ctx, idOf(email)), normalEmail(email)]));
  const rows = await batchGet(ctx, [...keys.keys()]);
  const known = new Map(rows.map((row) => [String(row['pk']), row as AddressStatus]));
  return new Map([...keys].flatMap(([{ pk }, email]) => (known.has(pk) ? [[email, known.get(pk) ?? {}]] : [])));
}

/**
 * Sets what is known of an address, each fact with the time of its news: news that is not newer than what is
 * known of the same fact changes nothing.
 */
export const setAddress = (ctx: Context, email: string, change: AddressStatus, at: string): Promise<void> =>
  setFacts(ctx, idOf(email), change, at);

/** Sets whether who has an address, known by its fingerprint alone, is told what became of their feedback. */
export const setProductUpdates = (ctx: Context, address: string, productUpdates: boolean): Promise<void> =>
  setFacts(ctx, idOfFingerprint(address), { productUpdates }, ctx.now.toISOString());

async function setFacts(ctx: Context, addressId: string, change: AddressStatus, at: string): Promise<void> {
  const told = addressFacts.filter((fact) => change[fact] !== undefined);
  if (told.length === 0) return;
  await set(ctx, addresses, addressId, 'change', (before): Partial<AddressRecord> & { addressId: string } => {
    const news = told.filter((fact) => (before?.[`${fact}At`] ?? '') < at);
    return Object.assign({ addressId }, ...news.map((fact) => ({ [fact]: change[fact], [`${fact}At`]: at })));
  });
}
