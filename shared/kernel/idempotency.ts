import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { Problem } from '../http/problem.ts';
import type { Context } from './context.ts';
import { inflated } from './deflated.ts';
import { companyPrefix, type Db, tableName } from './table.ts';

export const IDEMPOTENCY_HOURS = 24;

/** An answer as it was given, kept for 24 h to be given again. */
export type StoredReply = { status: number; body: unknown; headers?: Record<string, string> };

/** An Idempotency-Key in use by the current request. */
export type Idempotency = {
  pk: string;
  bodyHash: string;
  /** Seeds deterministic ids, so that a retry whose first try died half-way writes the same records. */
  seed: string;
  /** Status that the route replies with when all is well; of a reply that names none. */
  status: number;
  /** True once `commit` has written the row together with a change. */
  committed: boolean;
};

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * The Idempotency-Key of a request: `request` is its route, path and query, `body` what its verb receives, so that the
 * boundary of a multipart form, new with each try, makes no other body of it. A key belongs to one caller. The visitors
 * of a public form are one caller to us: there the same key with another body is another key, never a conflict.
 */
export function idempotencyOf(
  { companyId, actor }: Pick<Context, 'companyId' | 'actor'>,
  request: string,
  key: string,
  body: unknown,
  status = 200,
): Idempotency {
  const bodyHash = sha256(JSON.stringify(body) ?? '');
  const visitor = actor.kind === 'public' ? [bodyHash] : [];
  const seed = sha256(JSON.stringify([companyId, actor.id, request, key, ...visitor]));
  return { pk: `${companyPrefix(companyId)}idem#${seed}`, bodyHash, seed, status, committed: false };
}

/** The earlier answer for this key, if any; 409 when the key was used with another body. */
export async function findReply(db: Db, idempotency: Idempotency, now: Date): Promise<StoredReply | undefined> {
  const { Item } = await db.send(
    new GetCommand({ TableName: tableName(), Key: { pk: idempotency.pk, sk: 'i' }, ConsistentRead: true }),
  );
  if (!Item || Item['expiresAt'] <= Math.floor(now.getTime() / 1000)) return undefined;
  if (Item['bodyHash'] !== idempotency.bodyHash) throw new Problem('idempotency-mismatch');
  return Item['reply'] === undefined ? undefined : unpack(Item['reply']);
}

const PACK_FROM = 1_000;
/** An item holds 400 KB, the key's other attributes among them. */
const MOST_BYTES = 390_000;

/** A reply as it is kept: the results of a bulk say nearly the same, packed they are a twentieth. */
function pack(reply: StoredReply): string | Uint8Array {
  const text = JSON.stringify(reply);
  return text.length < PACK_FROM ? text : deflateRawSync(text);
}

const unpack = (kept: string | Uint8Array): StoredReply =>
  typeof kept === 'string' ? (JSON.parse(kept) as StoredReply) : inflated(kept);

/**
 * The row that makes a repeated request harmless; it is written in the same transaction as the change. A reply that no
 * row can hold is not kept: only a bulk can have one, and a bulk that runs again finds its own records.
 */
export function idempotencyPut(idempotency: Idempotency, reply: StoredReply, now: Date) {
  const nowSeconds = Math.floor(now.getTime() / 1000);
  const packed = pack(reply);
  return {
    Put: {
      TableName: tableName(),
      Item: {
        pk: idempotency.pk,
        sk: 'i',
        bodyHash: idempotency.bodyHash,
        ...(packed.length <= MOST_BYTES && { reply: packed }),
        expiresAt: nowSeconds + IDEMPOTENCY_HOURS * 3600,
      },
      // TTL deletes late: an expired row counts as absent.
      ConditionExpression: 'attribute_not_exists(reply) OR expiresAt <= :now',
      ExpressionAttributeValues: { ':now': nowSeconds },
    },
  };
}
