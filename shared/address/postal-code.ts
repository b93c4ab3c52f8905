import byCountry from 'postal-codes-js/generated/postal-codes-alpha2.json' with { type: 'json' };
import formatOf from 'postal-codes-js/formats-web.js';

/** How a code is written: groups of characters from the end, and what stands between them. Countries that are not named write none. */
const groups: Readonly<Record<string, readonly [between: string, last: number]>> = {
  GB: [' ', 3],
  GG: [' ', 3],
  IM: [' ', 3],
  JE: [' ', 3],
  CA: [' ', 3],
  NL: [' ', 2],
  SE: [' ', 2],
  CZ: [' ', 2],
  SK: [' ', 2],
  GR: [' ', 2],
  IE: [' ', 4],
  MT: [' ', 4],
  PL: ['-', 3],
  PT: ['-', 3],
  BR: ['-', 3],
  JP: ['-', 4],
};
const ZIP_PLUS_4 = 9;
const usesZip = new Set(['US', 'PR', 'GU', 'VI', 'AS', 'MP']);

/** A postal code as its country writes it, whatever its spacing and letter case. */
export function spelled(country: string, postalCode: string): string {
  const bare = postalCode.toUpperCase().replace(/[\s.-]/g, '');
  if (usesZip.has(country)) return bare.length === ZIP_PLUS_4 ? `${bare.slice(0, 5)}-${bare.slice(5)}` : bare;
  const group = groups[country];
  if (!group) return postalCode.toUpperCase().replace(/\s+/g, ' ').trim();
  const [between, last] = group;
  return bare.length > last ? `${bare.slice(0, -last)}${between}${bare.slice(-last)}` : bare;
}

const formats = byCountry as Readonly<Record<string, { postalCodeFormat?: string } | undefined>>;

/** Whether a country has postal codes at all. */
export const hasPostalCodes = (country: string): boolean => formats[country]?.postalCodeFormat !== undefined;

/**
 * Whether a code has the form of its country; true for any in a country without codes. The library's own check loads its tables
 * by a path that no bundler can follow, so its tables are read here.
 */
export function fits(country: string, postalCode: string): boolean {
  const name = formats[country]?.postalCodeFormat;
  if (name === undefined) return true;
  const { RedundantCharacters, ValidationRegex } = formatOf(name);
  const bare = postalCode.replace(/./gu, (character) => (RedundantCharacters.includes(character) ? '' : character));
  const forms = typeof ValidationRegex === 'string' ? [ValidationRegex] : ValidationRegex;
  return forms.some((form) => new RegExp(`^(?:${form})$`, 'i').test(bare));
}
