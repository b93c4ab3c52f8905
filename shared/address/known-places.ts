import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Centroids, centroidsIn } from './centroids.ts';

/** What geocoding needs beside its code: name in the bundle → path in the project, where `build-centroids.ts` has written it. */
export const placesFiles = { 'centroids.bin': 'node_modules/.cache/heed/centroids.bin' } as const;

let known: Centroids | undefined;

/** The table of places. It is read when the first address comes: from beside the bundle, or from the project while nothing is bundled. */
export function knownPlaces(): Centroids {
  if (known) return known;
  const beside = join(import.meta.dirname, 'centroids.bin');
  const file = existsSync(beside) ? beside : join(import.meta.dirname, '../..', placesFiles['centroids.bin']);
  return (known = centroidsIn(readFileSync(file)));
}
