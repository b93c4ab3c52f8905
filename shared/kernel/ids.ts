import { createHash, randomFillSync } from 'node:crypto';
import { decodeTime, encodeTime, monotonicFactory, ulid } from 'ulid';
import { type Id, type IdKind, idPrefixes } from './id-kinds.ts';

// An id takes 16 random bytes; asked for one by one, as the library does, they are a seventh of a submit's work.
const pool = new Uint8Array(1024);
let drawn = pool.length;
const random = (): number => {
  if (drawn === pool.length) {
    randomFillSync(pool);
    drawn = 0;
  }
  return (pool[drawn++] ?? 0) / 256;
};

const monotonic = monotonicFactory(random);
let newest = 0;
const crockford = '0123456789abcdefghjkmnpqrstvwxyz';

/** A fresh id whose time part is `at` (default: now), so that ids of one kind sort by that time. */
export function newId<K extends IdKind>(kind: K, at: Date = new Date()): Id<K> {
  const time = at.getTime();
  // The monotonic factory gives a time before its latest the latest's: right for now, wrong for the past.
  const made = time < newest ? ulid(time, random) : monotonic((newest = time));
  return `${idPrefixes[kind]}_${made.toLowerCase()}` as Id<K>;
}

/** The same `(kind, at, seed)` always gives the same id: a retried bulk writes the same records again. */
export function deterministicId<K extends IdKind>(kind: K, at: Date, seed: string): Id<K> {
  const digest = createHash('sha256').update(seed).digest();
  const random = Array.from(digest.subarray(0, 16), (byte) => crockford[byte & 31]).join('');
  return `${idPrefixes[kind]}_${encodeTime(at.getTime(), 10).toLowerCase()}${random}` as Id<K>;
}

/** The instant that an id carries. */
export function idTime(id: Id): Date {
  return new Date(decodeTime(id.slice(id.indexOf('_') + 1).toUpperCase()));
}

/** The UTC month (`YYYY-MM`) that an id carries; it is part of the record's partition key. */
export function idMonth(id: Id): string {
  return idTime(id).toISOString().slice(0, 7);
}

/** The first and the last id of a kind that can carry an instant of a month (`YYYY-MM`, UTC), as keys sort them. */
export function idsOfMonth(kind: IdKind, month: string): [first: string, last: string] {
  const [year, number] = month.split('-').map(Number) as [number, number];
  const timeOf = (at: number): string => `${idPrefixes[kind]}_${encodeTime(at, 10).toLowerCase()}`;
  return [timeOf(Date.UTC(year, number - 1, 1)), `${timeOf(Date.UTC(year, number, 1) - 1)}~`];
}

/**
 * Makes a caller's own identifier safe inside a key: injective, lower case, free of `#`.
 * Upper-case letters and everything but `[a-z0-9._-]` become `~xx` per UTF-8 byte.
 */
export function keyPart(value: string): string {
  return value.replace(/[^a-z0-9._-]/gu, (character) =>
    Array.from(Buffer.from(character), (byte) => `~${byte.toString(16).padStart(2, '0')}`).join(''),
  );
}

/** The inverse of {@link keyPart}. */
export function fromKeyPart(part: string): string {
  return Buffer.from(part.replace(/~([0-9a-f]{2})/g, '%$1').replace(/%(?![0-9a-f]{2})/g, '%25'))
    .toString()
    .replace(/(?:%[0-9a-f]{2})+/g, (run) => decodeURIComponent(run));
}

/** First 32 hex digits of SHA-256: names a value in a key without storing it. */
export function fingerprint(value: string): string {
  return createHash('sha256').update(value).digest('hex').slice(0, 32);
}

/** In which of some partitions, numbered from 0, a value's rows lie: always the same, and all get about as many. */
export const shardOf = (value: string, shards: number): number =>
  Number.parseInt(fingerprint(value).slice(0, 4), 16) % shards;
