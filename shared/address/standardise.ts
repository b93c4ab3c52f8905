import * as formatter from '@fragaria/address-formatter';
import type { AddressCheck, AddressIssue, AddressParts, StandardAddress } from './address.schema.ts';
import { fits, hasPostalCodes, spelled } from './postal-code.ts';
import { countryOf, stateOf } from './regions.ts';
import { standardLine } from './street.ts';

export type Standardised = {
  /** The parts in the spelling of the country: codes of country and state, the postal code as it is written there. */
  parts: AddressParts;
  check: AddressCheck;
  standard: StandardAddress;
};

const tidy = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();
/** The module that bundlers take has a default export alone, against its own declaration; the one that Node takes has both. */
const { format } = 'default' in formatter ? (formatter.default as typeof formatter) : formatter;
/** The formatter lays out parts and alters words within them; ours stay as they are behind these marks. */
const marks = { road: 'Qroad', city: 'Qcity' };

function laidOut(parts: AddressParts, lines: readonly string[], stateName: string | undefined): string[] {
  const { city, state, postalCode, country } = parts;
  if (country === undefined)
    return [...lines, [postalCode, city].filter((part) => part !== undefined).join(' '), state].filter(
      (part) => part !== undefined && part !== '',
    ) as string[];
  const laid = format(
    {
      ...(lines.length > 0 && { road: marks.road }),
      ...(city !== undefined && { city: marks.city }),
      ...(postalCode !== undefined && { postcode: postalCode }),
      ...(state !== undefined && { state: stateName ?? state, stateCode: state }),
      countryCode: country,
    },
    { output: 'array', appendCountry: false, countryCode: country, cleanupPostcode: false },
  );
  // A line of the formatter that was the street's alone becomes as many as the street has.
  return laid.flatMap((one) => {
    const text = one.replace(marks.city, city ?? '');
    if (text === marks.road) return lines;
    return [text.replace(marks.road, lines.join(', '))];
  });
}

/**
 * An address in the standard form of its country, and whether its parts have that country's form. `fallback` is the country
 * where none is given. Doing it again with the parts of the result, and the lines of its streets, changes nothing.
 */
export function standardise(entered: AddressParts, fallback?: string): Standardised {
  const issues: AddressIssue[] = [];
  const named = entered.country ?? fallback;
  const country = named === undefined ? undefined : countryOf(named);
  if (named === undefined) issues.push('country_missing');
  else if (country === undefined) issues.push('country_unknown');
  const postalCode =
    entered.postalCode === undefined || country === undefined
      ? entered.postalCode && tidy(entered.postalCode)
      : spelled(country, entered.postalCode);
  if (country !== undefined && postalCode !== undefined && !fits(country, postalCode)) issues.push('postal_code_form');
  if (country !== undefined && postalCode === undefined && hasPostalCodes(country)) issues.push('postal_code_missing');
  const state = entered.state === undefined || country === undefined ? undefined : stateOf(country, entered.state);
  if (country !== undefined && entered.state !== undefined && !state) issues.push('state_unknown');
  const parts: AddressParts = {
    lines: entered.lines?.map(tidy),
    city: entered.city && tidy(entered.city),
    state: state?.code ?? (entered.state && tidy(entered.state)),
    postalCode,
    country: country ?? (named && tidy(named)),
  };
  const streets = (parts.lines ?? []).map((line) => standardLine(country, line));
  const lines = laidOut({ ...parts, country }, streets, state?.name);
  return { parts, check: { format: formatOf(issues, country), issues }, standard: { lines, text: lines.join(', ') } };
}

/** What is missing is told, and is no fault of form. */
function formatOf(issues: readonly AddressIssue[], country: string | undefined): AddressCheck['format'] {
  if (issues.some((issue) => issue !== 'country_missing' && issue !== 'postal_code_missing')) return 'failed';
  return country === undefined ? 'unknown' : 'ok';
}
