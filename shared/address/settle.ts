import type { FieldError } from '../http/problem.ts';
import { newId } from '../kernel/ids.ts';
import { compact, jsonEqual, pick } from '../kernel/json.ts';
import {
  type AddressIssue,
  type Geo,
  addressParts,
  type AddressParts,
  type StoredAddress,
  type WrittenAddress,
} from './address.schema.ts';
import { geocode } from './geocode.ts';
import { knownPlaces } from './known-places.ts';
import { standardise } from './standardise.ts';

const partNames = Object.keys(addressParts) as (keyof AddressParts)[];
const sameParts = (one: AddressParts, other: AddressParts): boolean =>
  jsonEqual(compact(pick(one, partNames)), compact(pick(other, partNames)));

/** An address as a caller would write it. What it was entered as is said again only where it is all that is known. */
export function writtenAddress({ geo, ...address }: StoredAddress): WrittenAddress {
  const { raw, lines, city, postalCode } = address;
  const isRawOnly = !lines?.length && city === undefined && postalCode === undefined;
  return {
    ...pick(address, ['addressId', 'type', ...partNames, 'primary', 'validFrom', 'validTo']),
    ...(isRawOnly && { raw }),
    ...(geo.precision === 'given' &&
      geo.lat !== undefined &&
      geo.lng !== undefined && { geo: { lat: geo.lat, lng: geo.lng } }),
  };
}

/** What of an address is at fault, by its field. What is missing is no fault. */
const faults: Partial<Record<AddressIssue, readonly [field: keyof AddressParts, detail: string]>> = {
  country_unknown: ['country', 'must be a country, by its two or three letters or its name'],
  state_unknown: ['state', 'must be a subdivision of the country, by its code (ISO 3166-2) or its name'],
  postal_code_form: ['postalCode', 'must have the form of the country’s postal codes'],
};

const asEntered = ({ lines = [], city, state, postalCode, country }: AddressParts): string =>
  [...lines, [postalCode, city].filter((part) => part !== undefined).join(' '), state, country]
    .filter((part) => part !== undefined && part !== '')
    .join('\n');

const isGiven = (known: Geo, { lat, lng }: { lat: number; lng: number }): boolean =>
  known.precision === 'given' && known.lat === lat && known.lng === lng;

export type SettleOptions = {
  now: Date;
  /** Where an address names no country. */
  country: string | undefined;
  before?: readonly StoredAddress[] | undefined;
  /** Addresses that come from elsewhere are stored as they are, and say what is wrong with them. */
  imported: boolean;
  /** Where the list stands in the body, for pointers. */
  pointer?: (index: number) => string;
};

/** Exactly one of each type is the primary one: the first, where none is marked. */
const withPrimary = (all: readonly StoredAddress[]): StoredAddress[] =>
  all.map((one) => {
    const ofType = all.filter(({ type }) => type === one.type);
    return { ...one, primary: one === (ofType.find(({ primary }) => primary) ?? ofType[0]) };
  });

/**
 * Addresses as they are stored: what was entered, checked, in standard form and found on the map. One that is there already (by
 * its id, or because it says the same) keeps its id, what it was entered as and where it was found.
 */
export function settledAddresses(
  written: readonly WrittenAddress[],
  { now, country, before = [], imported, pointer = (index) => `#/addresses/${index}` }: SettleOptions,
): { addresses: StoredAddress[]; errors: FieldError[] } {
  if (written.length === 0) return { addresses: [], errors: [] };
  const errors: FieldError[] = [];
  const left = [...before];
  const take = (fits: (one: StoredAddress) => boolean): StoredAddress | undefined => {
    const at = left.findIndex(fits);
    return at < 0 ? undefined : left.splice(at, 1)[0];
  };
  // Those that name an id first: one that only says the same must not take their place.
  const named = written.map(({ addressId }) =>
    addressId === undefined ? undefined : take((one) => one.addressId === addressId),
  );
  const addresses = written.map((entered, index): StoredAddress => {
    const { addressId, geo, raw, ...rest } = entered;
    const { parts, check, standard } = standardise(entered, country);
    const known =
      named[index] ??
      (addressId === undefined ? take((one) => one.type === entered.type && sameParts(one, parts)) : undefined);
    const isSame = known !== undefined && sameParts(known, parts);
    if (addressId !== undefined && !known)
      errors.push({ pointer: `${pointer(index)}/addressId`, detail: 'is no address that is there' });
    for (const issue of imported || isSame ? [] : check.issues) {
      const [field, detail] = faults[issue] ?? [];
      if (field !== undefined && detail !== undefined) errors.push({ pointer: `${pointer(index)}/${field}`, detail });
    }
    const place =
      known && (geo ? isGiven(known.geo, geo) : isSame && known.geo.precision !== 'given') ? known.geo : undefined;
    return {
      ...rest,
      ...parts,
      addressId: known?.addressId ?? newId('address', now),
      raw: raw ?? (isSame ? known.raw : asEntered(entered)),
      primary: entered.primary ?? false,
      check,
      standard,
      geo: place ?? (geo ? { ...geo, precision: 'given', at: now.toISOString() } : geocode(parts, now, knownPlaces())),
    };
  });
  return { addresses: withPrimary(addresses).map((one) => compact(one)), errors };
}
