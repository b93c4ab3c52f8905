import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { createHash } from 'node:crypto';
import { excerptOf } from '../analysis/excerpt.ts';
import { getMany } from '../feedback/feedback.ts';
import { Problem } from '../http/problem.ts';
import type { Job } from '../job/job.schema.ts';
import { start } from '../job/job.ts';
import type { Context } from '../kernel/context.ts';
import { type Id, idPrefixes } from '../kernel/id-kinds.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { readTaxonomy } from './in-force.ts';
import { expectSound } from './sound.ts';
import { type StartTrial, StoredTrial, type Trial } from './trial.schema.ts';
import type { TaxonomyNode } from './taxonomy.schema.ts';

const MOST_AT_A_TIME = 2;
/** So long a draft that was tried can be saved. */
const GOOD_FOR_MS = 86_400_000;

type TrialIdOf = { trialId: Id<'trial'> };

/** The trial of a job has the ULID of the job, so whoever started it knows both. */
export const trialIdOf = (jobId: Id<'job'>): Id<'trial'> =>
  jobId.replace(idPrefixes.job, idPrefixes.trial) as Id<'trial'>;

export const trialKey = ({ companyId }: Context, trialId: Id<'trial'>) => ({
  pk: `${companyPrefix(companyId)}tat`,
  sk: trialId,
});

/** The same for the same draft, whatever the order of its keys, which the table does not keep; nodes have an order. */
export const hashOf = (nodes: readonly TaxonomyNode[]): string =>
  createHash('sha256').update(JSON.stringify(nodes, sortedKeys)).digest('hex');

const sortedKeys = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** Starts the trial of a draft; 400 where it is no taxonomy, `conflict` where two of the company run. */
export async function startTrial(ctx: Context, { body }: { body: StartTrial }): Promise<Job> {
  await expectSound(ctx, body.nodes, (await readTaxonomy(ctx))?.nodes ?? []);
  return start(ctx, 'taxonomyTrial', body, {
    permission: 'analysis:write',
    places: { of: 'taxonomyTrial', most: MOST_AT_A_TIME },
  });
}

/** A trial that has ended and is kept; undefined where there is none. TTL removes late. */
async function stored(ctx: Context, trialId: Id<'trial'>): Promise<StoredTrial | undefined> {
  const { Item } = await ctx.db.send(
    new GetCommand({ TableName: tableName(), Key: trialKey(ctx, trialId), ConsistentRead: true }),
  );
  return Item && Number(Item['expiresAt']) > ctx.now.getTime() / 1_000 ? StoredTrial.parse(Item) : undefined;
}

/** What a trial has found, with examples as they are now; 404 until its job is done, and after seven days. */
export async function getTrial(ctx: Context, { trialId }: TrialIdOf): Promise<Trial> {
  const trial = await stored(ctx, trialId);
  if (!trial) throw new Problem('not-found');
  const { hash: _, feedbackIds, languages, nodes, ...told } = trial;
  const shown = new Set(nodes.flatMap(({ examples }) => Object.values(examples).flat()));
  const records = await getMany(
    ctx,
    [...shown].flatMap((at) => feedbackIds[at] ?? []),
  );
  const texts = new Map(records.map((record) => [record.feedbackId, excerptOf(record)]));
  const examplesAt = (places: readonly number[]) =>
    places.flatMap((at) => {
      const feedbackId = feedbackIds[at];
      const text = feedbackId && texts.get(feedbackId);
      return feedbackId && text !== undefined ? [{ feedbackId, language: languages[at] ?? '', text }] : [];
    });
  return {
    ...told,
    nodes: nodes.map(({ examples, ...node }) => ({
      ...node,
      examples: {
        now: examplesAt(examples.now),
        gained: examplesAt(examples.gained),
        lost: examplesAt(examples.lost),
      },
    })),
  };
}

/** Refuses to save a draft that was not tried: `conflict` unless the trial is of these very nodes and of the last day. */
export async function expectTried(ctx: Context, trialId: Id<'trial'>, nodes: readonly TaxonomyNode[]): Promise<void> {
  const trial = await stored(ctx, trialId);
  if (!trial) throw new Problem('conflict', 'There is no such trial, or it has not ended yet.');
  if (trial.hash !== hashOf(nodes)) throw new Problem('conflict', 'The trial was of another draft.');
  if (Date.parse(trial.finishedAt) + GOOD_FOR_MS < ctx.now.getTime())
    throw new Problem('conflict', 'The trial is older than 24 hours.');
}
