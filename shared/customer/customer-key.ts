import { fingerprint, keyPart } from '../kernel/ids.ts';

/** One spelling of an address, so that one mailbox is one person. */
export const normalEmail = (email: string): string => email.normalize('NFC').trim().toLowerCase();

/** Names an address in a key without showing it. */
export const addressKey = (email: string): string => fingerprint(normalEmail(email));

/** A person is known by the id that the company gives them, else by their address; undefined without either. */
export function customerKeyOf(customerId: string | undefined, email: string | undefined): string | undefined {
  if (customerId !== undefined) return keyPart(customerId);
  return email === undefined ? undefined : addressKey(email);
}
