import {
  DeleteCommand,
  PutCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Context } from './context.ts';
import { idempotencyPut, type StoredReply } from './idempotency.ts';

export type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/**
 * The one optimistic lock: a put or delete happens only if the row's version is still the one that was read; `seen` is 0
 * where there was no row. The row that is written carries `seen + 1` under the same name.
 */
export const unlessChanged = (seen: number, attribute: 'version' | 'revision' = 'version') =>
  seen === 0
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : {
        ConditionExpression: '#version = :seen',
        ExpressionAttributeNames: { '#version': attribute },
        ExpressionAttributeValues: { ':seen': seen },
      };

/** A condition of the write at `index` did not hold; nothing was written. */
export class ConditionFailed extends Error {
  override readonly name = 'ConditionFailed';
  readonly index: number;
  constructor(index: number, options?: ErrorOptions) {
    super(`condition of write ${index} failed`, options);
    this.index = index;
  }
}

/** Another request with the same Idempotency-Key committed first; `serve` answers with its reply. */
export class IdempotencyRace extends Error {
  override readonly name = 'IdempotencyRace';
}

/**
 * Commits a change: a single plain command where one suffices (half the price), else one transaction.
 * With an Idempotency-Key, the key's row and its reply are part of the transaction, so a retry after a
 * lost answer finds it; a reply without a status has the route's first one. Throws {@link ConditionFailed} with the index of the first item whose condition failed.
 */
export async function commit(
  { db, now, idempotency }: Pick<Context, 'db' | 'now' | 'idempotency'>,
  items: TransactItem[],
  reply?: Omit<StoredReply, 'status'> & { status?: number },
): Promise<void> {
  const keyed =
    idempotency && reply ? [idempotencyPut(idempotency, { status: idempotency.status, ...reply }, now)] : [];
  if (items.length + keyed.length === 0) return;
  try {
    if (items.length === 1 && keyed.length === 0) await single(db, items[0] as TransactItem);
    else await db.send(new TransactWriteCommand({ TransactItems: [...items, ...keyed] }));
  } catch (error) {
    const codes = codesOf(error);
    const index = codes.indexOf('ConditionalCheckFailed');
    if (index === -1) throw error;
    if (keyed.length > 0 && codes[items.length] === 'ConditionalCheckFailed') {
      throw new IdempotencyRace('idempotency key already used', { cause: error });
    }
    throw new ConditionFailed(index, { cause: error });
  }
  if (idempotency && keyed.length > 0) idempotency.committed = true;
}

function single(db: Context['db'], { Put, Update, Delete }: TransactItem): Promise<unknown> {
  // The SDK repeats a lone ADD whose reply was lost, and counts twice; a transaction carries a token.
  const adds = Update?.UpdateExpression?.includes('ADD ');
  if (adds) return db.send(new TransactWriteCommand({ TransactItems: [{ Update }] }));
  if (Put) return db.send(new PutCommand(Put));
  if (Update) return db.send(new UpdateCommand(Update));
  if (Delete) return db.send(new DeleteCommand(Delete));
  throw new Error('a condition check alone changes nothing');
}

/** Why a write failed: a code per item of a transaction, `None` where it was not at fault; of a lone command the only one. */
export function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const { CancellationReasons } = error as { CancellationReasons?: { Code?: string }[] };
  // A lone command fails by the same names with a suffix.
  return CancellationReasons?.map(({ Code = 'None' }) => Code) ?? [error.name.replace(/Exception$/, '')];
}

/** The condition of a lone write did not hold, as the SDK says it to whoever writes without {@link commit}. */
export const isConditionFailed = (error: unknown): boolean => codesOf(error)[0] === 'ConditionalCheckFailed';

/** Somebody's transaction holds the same item at this moment. */
export const isConflict = (error: unknown): boolean => codesOf(error).includes('TransactionConflict');
