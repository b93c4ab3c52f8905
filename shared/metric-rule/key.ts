import { fingerprint, keyPart } from '../kernel/ids.ts';

const LONGEST = 400;

/** A key of a rule as part of a key in the table, which has 1 024 bytes: a long one is told apart by its fingerprint. */
export function shortKey(key: string): string {
  const part = keyPart(key);
  return part.length > LONGEST ? fingerprint(key) : part;
}
