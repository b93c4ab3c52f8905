import { describe, expect, test } from 'vitest';
import type { AddressParts } from './address.schema.ts';
import { centroidsFile } from './build-centroids.ts';
import { centroidsIn } from './centroids.ts';
import { geocode } from './geocode.ts';

const file = centroidsFile();
const lookUp = centroidsIn(file);
const now = new Date('2026-12-02T08:00:00.000Z');
const found = (parts: AddressParts) => geocode(parts, now, lookUp);

describe('an address is found', () => {
  test.each<[string, AddressParts, number, number, string]>([
    [
      '`10001` US → 40.7484, −73.9967, `postal_code`',
      { postalCode: '10001', country: 'US' },
      40.7484,
      -73.9967,
      'postal_code',
    ],
    [
      'by the first five digits of a longer code',
      { postalCode: '10001-1234', country: 'US' },
      40.7484,
      -73.9967,
      'postal_code',
    ],
    [
      'by the first half of a Canadian code',
      { postalCode: 'M5V 2T6', country: 'CA' },
      43.6525,
      -79.3686,
      'postal_code',
    ],
    ['`Graz, AT` without postal code → `place`', { city: 'Graz', country: 'AT' }, 47.06667, 15.45, 'place'],
    ['by what its people call it', { city: 'Wien', country: 'AT' }, 48.20849, 16.37208, 'place'],
    ['whatever the marks', { city: 'zurich', country: 'CH' }, 47.36667, 8.55, 'place'],
    [
      'by what its state’s people call it',
      { city: 'New York', state: 'NY', country: 'US' },
      40.71427,
      -74.00597,
      'place',
    ],
    ['in the state that it says', { city: 'Springfield', state: 'IL', country: 'US' }, 39.80172, -89.64371, 'place'],
  ])('%s', (_, parts, lat, lng, precision) => {
    expect(found(parts)).toMatchObject({ lat, lng, precision, at: now.toISOString() });
  });

  test.each<[string, AddressParts]>([
    ['without a country', { city: 'Graz', postalCode: '8010' }],
    ['in another country', { city: 'Graz', country: 'JP' }],
    ['in a state that has none of the name', { city: 'Graz', state: 'NY', country: 'US' }],
    ['by nothing but a code that no table has', { postalCode: '8010', country: 'AT' }],
  ])('nowhere %s, and says so', (_, parts) => {
    expect(found(parts)).toEqual({ precision: 'none', at: now.toISOString() });
  });

  test('in a file of at most 6 MB, each key of which it finds', () => {
    expect(file.length).toBeLessThan(6_000_000);
    expect(file.readUInt32LE(0)).toBeGreaterThan(150_000);
  });
});
