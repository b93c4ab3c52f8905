import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type Context, systemContext } from './context.ts';
import { shardOf } from './ids.ts';
import { tableIndexes } from './indexes.ts';
import { emitMetric, traceOf } from './log.ts';
import { isContention } from './retry.ts';
import { type Db, tableName } from './table.ts';

/** Partitions of what is due of one kind: no kind waits behind another, and none writes into one place alone. */
const SHARDS = 16;
const { pk: PK, sk: SK } = tableIndexes.gsi4;

/** Index keys that make a record due (docs/adr/0011); an attribute left out takes it off the index. */
export function dueKeys(kind: string, id: string, dueAt: string | undefined): { g4pk?: string; g4sk?: string } {
  if (dueAt === undefined) return {};
  const shard = shardOf(id, SHARDS);
  return { g4pk: `due#${kind}#${shard}`, g4sk: `${dueAt}#${id}` };
}

/** A kind of record with which something becomes due. */
export type DueKind<R = unknown> = {
  kind: string;
  find(ctx: Context, id: string): Promise<R | undefined>;
  /** When something is due with it; undefined where it should not be on the index, from which `run` then takes it. */
  dueAt(record: R): string | undefined;
  /**
   * Does what is due, after it has claimed the record by a condition: throws what `isContention` knows when another run was
   * faster. Whatever else it throws has left the record to be put off.
   */
  run(ctx: Context, record: R): Promise<unknown>;
  /** Makes the record due again later; `skipped` when another run has it. */
  postpone(ctx: Context, record: R): Promise<'failed' | 'skipped'>;
};

export type DispatchParts = {
  systemDb: Db;
  now: () => Date;
  /** No new work is begun after it. */
  deadline: Date;
};
/** `failed` were put off; `left` says that the deadline came first; `lateMs` is how long ago the oldest one was due. */
export type Dispatched = { done: number; skipped: number; failed: number; left: boolean; lateMs: number };
type Due = { companyId: string; id: string; lateMs: number };

const MINUTE = 60_000;
const PAGE = 50;
const AT_ONCE = 8;

/**
 * Does everything that is due of some kinds. What is due leaves the index only when it is done, so an outage is caught up
 * with by the next run, and two runs at once claim by condition. How late it was is a metric. Throws in the end when a part of
 * it could not be read.
 */
export async function dispatch(kinds: readonly DueKind[], parts: DispatchParts): Promise<Dispatched> {
  const total: Dispatched = { done: 0, skipped: 0, failed: 0, left: false, lateMs: 0 };
  const shards = Array.from({ length: SHARDS }, (_, shard) => kinds.map((kind) => ({ kind, shard }))).flat();
  // Each minute begins elsewhere: where there is more than a run can do, all shards get their turn.
  const first = Math.floor(parts.now().getTime() / MINUTE) % shards.length;
  const failures: unknown[] = [];
  for (const { kind, shard } of [...shards.slice(first), ...shards.slice(0, first)]) {
    try {
      await dispatchShard(parts, kind, shard, total);
    } catch (error) {
      failures.push(error);
    }
    if (total.left) break;
  }
  emitMetric('due_late_seconds', Math.round(total.lateMs / 1_000));
  if (failures.length > 0) throw failures[0];
  return total;
}

async function dispatchShard(parts: DispatchParts, kind: DueKind, shard: number, total: Dispatched): Promise<void> {
  for (let more = true; more;) {
    if (parts.now() >= parts.deadline) return void (total.left = true);
    const due = await dueOn(parts, kind, shard);
    more = due.length === PAGE;
    total.lateMs = Math.max(total.lateMs, ...due.map(({ lateMs }) => lateMs));
    let progress = false;
    for (let at = 0; at < due.length && parts.now() < parts.deadline; at += AT_ONCE) {
      const outcomes = await Promise.all(due.slice(at, at + AT_ONCE).map((one) => handle(parts, kind, one)));
      for (const outcome of outcomes) total[outcome]++;
      progress ||= outcomes.some((outcome) => outcome !== 'skipped');
    }
    // A page that only others work on would come back unchanged.
    more &&= progress;
  }
}

async function dueOn({ systemDb, now }: DispatchParts, { kind }: DueKind, shard: number): Promise<Due[]> {
  // One page is enough: what has been done leaves the index, so the caller asks again for what stands behind.
  const { Items = [] } = await systemDb.send(
    new QueryCommand({
      TableName: tableName(),
      IndexName: 'gsi4',
      KeyConditionExpression: `${PK} = :pk AND ${SK} <= :now`,
      ExpressionAttributeValues: { ':pk': `due#${kind}#${shard}`, ':now': `${now().toISOString()}~` },
      Limit: PAGE,
    }),
  );
  return Items.map((item) => {
    const [dueAt = '', ...id] = String(item[SK]).split('#');
    return {
      companyId: String(item['pk']).split('#')[1] ?? '',
      id: id.join('#'),
      lateMs: now().getTime() - Date.parse(dueAt),
    };
  });
}

/** `skipped` when another run has it or the index was behind. One that fails must not hold up the others. */
async function handle(
  parts: DispatchParts,
  kind: DueKind,
  { companyId, id }: Due,
): Promise<'done' | 'skipped' | 'failed'> {
  const ctx = systemContext(companyId, 'dispatch-due', { now: parts.now() });
  const record = await kind.find(ctx, id);
  if (record === undefined) return 'skipped';
  const dueAt = kind.dueAt(record);
  if (dueAt !== undefined && dueAt > ctx.now.toISOString()) return 'skipped';
  try {
    await kind.run(ctx, record);
    return 'done';
  } catch (error) {
    if (isContention(error)) return 'skipped';
    ctx.log.error('what is due failed', { company: companyId, kind: kind.kind, id, ...traceOf(error) });
    return kind.postpone(ctx, record);
  }
}
