import { fingerprint, keyPart } from '../kernel/ids.ts';

/** One spelling of an address, so that one mailbox is one person. */
export const normalEmail = (email: string): string => email.normalize('NFC').trim().toLowerCase();

/** Names an address without showing it. */
export const addressFingerprint = (email: string): string => fingerprint(normalEmail(email));

/** The same as part of a key. No `keyPart` begins so: a company's own id for a customer may look like a fingerprint. */
export const addressKey = (email: string): string => `@${addressFingerprint(email)}`;

/** A person is known by the id that the company gives them, else by their address; undefined without either. */
export function customerKeyOf(customerId: string | undefined, email: string | undefined): string | undefined {
  if (customerId !== undefined) return keyPart(customerId);
  return email === undefined ? undefined : addressKey(email);
}
