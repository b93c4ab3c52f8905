import { customerKeyOf } from '../customer/customer-key.ts';
import type { Feedback } from '../feedback/feedback.schema.ts';
import type { LinkChange } from '../http/link-verbs.ts';
import { batchGet } from '../kernel/batch-get.ts';
import { writesOf } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { shardOf } from '../kernel/ids.ts';
import { isThere, type Stored } from '../kernel/store.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { walkPartition } from '../kernel/walk.ts';
import type { TransactItem } from '../kernel/write.ts';
import type { FeedbackLink, Initiative } from './initiative.schema.ts';
import { initiatives } from './initiative.store.ts';

/** Partitions of an initiative's voices. */
export const VOICE_SHARDS = 8;

/** A person of an initiative, with how many linked records are theirs. */
export type Voice = { sk: string; n: number };
/** A voice that a change brings or takes away. */
export type VoiceChange = { initiativeId: Id<'initiative'>; person: string; before: number; after: number };

/** No key of a customer or an address begins so. */
const ALONE = '!';

/** Whose voice a record is: the customer's, else the address's, else its own. */
export const personOf = ({ feedbackId, customerId, contact }: Feedback): string =>
  customerKeyOf(customerId, contact?.email) ?? `${ALONE}${feedbackId}`;

/** Whether nobody is known behind a voice but the record itself. */
export const isAlone = (person: string): boolean => person.startsWith(ALONE);

export const voicePartition = ({ companyId }: Context, initiativeId: string, shard: number): string =>
  `${companyPrefix(companyId)}inv#${initiativeId}#${shard}`;

const voiceKey = (ctx: Context, initiativeId: string, person: string) => ({
  pk: voicePartition(ctx, initiativeId, shardOf(person, VOICE_SHARDS)),
  sk: person,
});

/** How many records of each person are linked, by {@link pairOf}; strongly consistent. */
export async function voicesOf(
  ctx: Context,
  asked: readonly { initiativeId: string; person: string }[],
): Promise<Map<string, number>> {
  const rows = await batchGet(
    ctx,
    asked.map(({ initiativeId, person }) => voiceKey(ctx, initiativeId, person)),
    { ConsistentRead: true },
  );
  const found = new Map(rows.map((row) => [`${String(row['pk'])} ${String(row['sk'])}`, Number(row['n'])]));
  return new Map(
    asked.map((one) => {
      const { pk, sk } = voiceKey(ctx, one.initiativeId, one.person);
      return [pairOf(one), found.get(`${pk} ${sk}`) ?? 0];
    }),
  );
}
export const pairOf = ({ initiativeId, person }: { initiativeId: string; person: string }): string =>
  `${initiativeId} ${person}`;

/** People who asked for an initiative, in no order, so many at most. */
export async function someVoices(ctx: Context, initiativeId: Id<'initiative'>, most: number): Promise<string[]> {
  const people: string[] = [];
  for (let shard = 0; shard < VOICE_SHARDS && people.length < most; shard++)
    for await (const voices of walkPartition<Voice>(ctx, voicePartition(ctx, initiativeId, shard))) {
      people.push(...voices.map(({ sk }) => sk));
      if (people.length >= most) break;
    }
  return people.slice(0, most);
}

/**
 * What some changes of links make of voices, and the writes that count them: of each voice its number of records, of
 * each initiative its voices and records. The rows are written as they were read, or the transaction fails and is done
 * again; so both numbers are exact. Told are also the initiatives as they were read; a deleted one has no numbers. Links that were stored before there were voices name no person and count for nobody.
 */
export async function countVoices(
  ctx: Context,
  changes: readonly LinkChange<FeedbackLink, Feedback>[],
): Promise<{ voices: VoiceChange[]; initiatives: Stored<Initiative>[]; writes: TransactItem[] }> {
  const deltas = deltasOf(changes);
  const linked = new Map<Id<'initiative'>, number>();
  const count = (of: FeedbackLink | undefined, by: number): void => {
    if (of?.person !== undefined) linked.set(of.initiativeId, (linked.get(of.initiativeId) ?? 0) + by);
  };
  for (const { before, after } of changes) {
    count(before, -1);
    count(after, 1);
  }
  const [known, ...rows] = await Promise.all([
    voicesOf(ctx, [...deltas.values()]),
    ...[...linked.keys()].map((initiativeId) => initiatives.find(ctx, initiativeId)),
  ]);
  const voices = [...deltas].flatMap(([name, { by, ...whose }]) => {
    const before = known.get(name) ?? 0;
    return by === 0 ? [] : [{ ...whose, before, after: before + by }];
  });
  const there = rows.filter((row) => isThere(ctx, row));
  const totals = there.flatMap((row) => totalsOf(ctx, row, linked.get(row.initiativeId) ?? 0, voices));
  return { voices, initiatives: there, writes: [...voices.map((voice) => voiceWrite(ctx, voice)), ...totals] };
}

function deltasOf(changes: readonly LinkChange<FeedbackLink, Feedback>[]) {
  const deltas = new Map<string, { initiativeId: Id<'initiative'>; person: string; by: number }>();
  const add = (of: FeedbackLink | undefined, by: number): void => {
    if (of?.person === undefined) return;
    const whose = { initiativeId: of.initiativeId, person: of.person };
    deltas.set(pairOf(whose), { ...whose, by: (deltas.get(pairOf(whose))?.by ?? 0) + by });
  };
  for (const { before, after } of changes) {
    add(before, -1);
    add(after, 1);
  }
  return deltas;
}

function voiceWrite(ctx: Context, { initiativeId, person, before, after }: VoiceChange): TransactItem {
  const Key = voiceKey(ctx, initiativeId, person);
  const unchanged =
    before === 0
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: '#n = :before',
          ExpressionAttributeNames: { '#n': 'n' },
          ExpressionAttributeValues: { ':before': before },
        };
  return after <= 0
    ? { Delete: { TableName: tableName(), Key, ...unchanged } }
    : { Put: { TableName: tableName(), Item: { ...Key, n: after }, ...unchanged } };
}

/** The write of an initiative's own numbers. */
function totalsOf(
  ctx: Context,
  row: Stored<Initiative>,
  records: number,
  voices: readonly VoiceChange[],
): TransactItem[] {
  const people = voices.reduce(
    (sum, voice) =>
      voice.initiativeId === row.initiativeId ? sum + Number(voice.after > 0) - Number(voice.before > 0) : sum,
    0,
  );
  if (records === 0 && people === 0) return [];
  const numbers = { ...row, voices: (row.voices ?? 0) + people, linked: (row.linked ?? 0) + records };
  return writesOf(ctx, initiatives, row, numbers, { action: 'count', silent: true }).writes;
}
