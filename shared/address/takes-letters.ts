import type { StoredAddress } from './address.schema.ts';

/**
 * Whether a letter can be addressed so on a day (UTC): it has a line, a place and a country that is known, and is in use then. Whether
 * mail arrives there nobody says.
 */
export function takesLetters(
  { lines = [], city, country, check, validFrom, validTo }: StoredAddress,
  at: Date,
): boolean {
  const day = at.toISOString().slice(0, 10);
  const isInUse = (validFrom ?? day) <= day && day <= (validTo ?? day);
  return isInUse && check.format !== 'failed' && lines.length > 0 && city !== undefined && country !== undefined;
}
