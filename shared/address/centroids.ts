/** Where something is, and by which data. */
export type Point = { lat: number; lng: number };
export type Place = Point & { key: string };

const SCALE = 1e5;
const HEAD = 4;

/** Keys in the file: a postal code, or the name of a place in a spelling without marks and case. */
export const postalKey = (country: string, postalCode: string): string => `${country}:${postalCode}`;
export const placeKey = (country: string, name: string, state = ''): string => `${country}\t${name}\t${state}`;

/**
 * Places as one file: how many there are; where each key ends; latitude and longitude of each, in 100 000ths of a degree; the
 * keys, sorted by their bytes. All numbers are little endian, of 32 bits. It is read as it is: nothing is parsed.
 */
export function packed(places: readonly Place[]): Buffer {
  const rows = places
    .map(({ key, lat, lng }) => ({ bytes: Buffer.from(key), lat, lng }))
    .toSorted((one, other) => Buffer.compare(one.bytes, other.bytes));
  const numbers = Buffer.alloc(HEAD + rows.length * 12);
  numbers.writeUInt32LE(rows.length, 0);
  let end = 0;
  rows.forEach(({ bytes, lat, lng }, at) => {
    numbers.writeUInt32LE((end += bytes.length), HEAD + at * 4);
    const point = HEAD + rows.length * 4 + at * 8;
    numbers.writeInt32LE(Math.round(lat * SCALE), point);
    numbers.writeInt32LE(Math.round(lng * SCALE), point + 4);
  });
  return Buffer.concat([numbers, ...rows.map(({ bytes }) => bytes)]);
}

/** Looks up keys in what {@link packed} has made. */
export type Centroids = (key: string) => Point | undefined;

export function centroidsIn(file: Buffer): Centroids {
  const count = file.readUInt32LE(0);
  const points = HEAD + count * 4;
  const keys = points + count * 8;
  const endOf = (at: number): number => keys + (at < 0 ? 0 : file.readUInt32LE(HEAD + at * 4));
  return (key) => {
    const wanted = Buffer.from(key);
    let [low, high] = [0, count - 1];
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const order = Buffer.compare(file.subarray(endOf(middle - 1), endOf(middle)), wanted);
      if (order === 0) {
        const point = points + middle * 8;
        return { lat: file.readInt32LE(point) / SCALE, lng: file.readInt32LE(point + 4) / SCALE };
      }
      if (order < 0) low = middle + 1;
      else high = middle - 1;
    }
    return undefined;
  };
}
