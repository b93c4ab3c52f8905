import { createHash } from 'node:crypto';
import { type Reply, reply } from './reply.ts';

/** When it was computed, and how a cursor is sealed, is no part of what a page says: the same a second later is the same page. */
const passing = new Set(['asOf', 'nextCursor']);
const lasting = (name: string, value: unknown): unknown => (passing.has(name) ? undefined : value);

/** A body with its `ETag`; 304 where the caller has it already. Weak, because times of computing are left out. */
export function tagged<B>(body: B, ifNoneMatch: string | undefined): Reply<B | undefined> {
  const tag = createHash('sha256').update(JSON.stringify(body, lasting)).digest('base64url').slice(0, 22);
  const etag = `W/"${tag}"`;
  const known = (ifNoneMatch ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
  return known.includes(`"${tag}"`) || known.includes('*')
    ? reply<B | undefined>(304, undefined, { etag })
    : reply<B | undefined>(200, body, { etag });
}
