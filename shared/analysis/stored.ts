import { QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { FeedbackId } from '../feedback/feedback.parts.schema.ts';
import { feedbackKey, monthPartition } from '../feedback/feedback.store.ts';
import { batchGet } from '../kernel/batch-get.ts';
import { authorOf, type Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { newId } from '../kernel/ids.ts';
import { tableName } from '../kernel/table.ts';
import { isConditionFailed } from '../kernel/write.ts';
import { Analysis, type AnalysisStatus, type EarlyFinding } from './analysis.schema.ts';
import type { LaneFacts } from '../feedback/feedback.lane.ts';

/** Of a stored feedback record, what analysis reads. */
const Stored = z.object({
  feedbackId: FeedbackId,
  revision: z.int().min(1),
  subject: z.string().optional(),
  comments: z.string().optional(),
  context: z.string().optional(),
  language: z.string().optional(),
  deletedAt: z.string().optional(),
  analysis: Analysis.partial().optional(),
});
export type Stored = z.infer<typeof Stored>;

/**
 * Reads records as they are now, not as a stream once saw them: a redelivered or outdated event then costs a read
 * instead of a call of the analysis service. Ids of rows that cannot be understood come back as `malformed`.
 */
export async function readStored(
  ctx: Context,
  feedbackIds: readonly Id<'feedback'>[],
): Promise<{ records: Stored[]; malformed: Id<'feedback'>[] }> {
  const items = await batchGet(
    ctx,
    feedbackIds.map((id) => feedbackKey(ctx, id)),
    {
      ConsistentRead: true,
      ProjectionExpression: 'sk, feedbackId, revision, subject, comments, #context, #language, deletedAt, analysis',
      ExpressionAttributeNames: { '#context': 'context', '#language': 'language' },
    },
  );
  const records: Stored[] = [];
  const malformed: Id<'feedback'>[] = [];
  for (const item of items) {
    const parsed = Stored.safeParse(item);
    if (parsed.success) records.push(parsed.data);
    else malformed.push(item['sk'] as Id<'feedback'>);
  }
  return { records, malformed };
}

/** Ids sort by their time: this beginning of one stands before all of `at` and after all earlier ones. */
const idBound = (at: Date): string => newId('feedback', at).slice(0, -16);

/** A record that waits for its analysis, and what says in which lane. */
export type Pending = LaneFacts & { sk: Id<'feedback'> };

/**
 * A month's records that are pending and have not changed since `quietSince`, a page at a time; `range` narrows the
 * search to records that occurred in it. Costs a read of all that it walks over.
 */
export async function* pendingOf(
  ctx: Context,
  month: string,
  quietSince: Date,
  range?: { from: Date; to: Date },
): AsyncGenerator<Pending[]> {
  let start: Record<string, unknown> | undefined;
  do {
    const page = await ctx.db.send(
      new QueryCommand({
        TableName: tableName(),
        KeyConditionExpression: range ? 'pk = :pk AND sk BETWEEN :from AND :to' : 'pk = :pk',
        FilterExpression: 'analysisStatus = :pending AND attribute_not_exists(deletedAt) AND updatedAt <= :quiet',
        ProjectionExpression: 'sk, #source, lastAction, lastRequestId, occurredAt, updatedAt',
        ExpressionAttributeNames: { '#source': 'source' },
        ExpressionAttributeValues: {
          ':pk': monthPartition(ctx, month),
          ':pending': 'pending',
          ':quiet': quietSince.toISOString(),
          ...(range && { ':from': idBound(range.from), ':to': idBound(range.to) }),
        },
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    if (page.Items?.length) yield page.Items as Pending[];
    start = page.LastEvaluatedKey;
  } while (start);
}

/**
 * Writes an analysis to the revision of the record that was analysed, once: false when the record has changed since
 * or was analysed by someone else, and nothing is written. The record's `version`, its ETag, stays: people edit on.
 * What a person has corrected stays as corrected; the engine's own judgement is then kept beside it.
 */
export function recordAnalysis(ctx: Context, seen: Stored, found: Analysis): Promise<boolean> {
  // A try that failed, or one that looks for no personal data in the language, says nothing of the texts: what an
  // earlier one found in them stays, or it would no longer be masked.
  const analysis = withCorrection({ ...found, pii: found.pii ?? seen.analysis?.pii }, seen.analysis);
  return writeAnalysis(ctx, seen, analysis, OPEN);
}

/** Writes an analysis that was made anew to the revision that it was made of; false when the record has changed since. */
export const replaceAnalysis = (ctx: Context, seen: Stored, analysis: Analysis): Promise<boolean> =>
  writeAnalysis(ctx, seen, analysis, [seen.analysis?.status ?? 'skipped']);

/**
 * Writes what the words show to the revision of a pending record, which stays pending. Returns the record as it is then,
 * or undefined when it has changed since and nothing is written.
 */
export async function recordEarly(ctx: Context, seen: Stored, early: EarlyFinding): Promise<Stored | undefined> {
  const analysis = { ...seen.analysis, status: 'pending', early } as const;
  const written = await writeAnalysis(ctx, seen, analysis, OPEN);
  return written ? { ...seen, revision: seen.revision + 1, analysis } : undefined;
}

/** Of records that wait for their analysis, or for another try. */
const OPEN: readonly AnalysisStatus[] = ['pending', 'failed'];

async function writeAnalysis(
  ctx: Context,
  seen: Stored,
  analysis: Analysis,
  from: readonly AnalysisStatus[],
): Promise<boolean> {
  try {
    await ctx.db.send(
      new UpdateCommand({
        TableName: tableName(),
        Key: feedbackKey(ctx, seen.feedbackId),
        UpdateExpression:
          'SET analysis = :analysis, analysisStatus = :status, revision = :next, updatedAt = :now, lastActor = :actor, lastRequestId = :request, lastAction = :action',
        ConditionExpression: `revision = :seen AND analysisStatus IN (${from.map((_, index) => `:from${index}`).join(', ')})`,
        ExpressionAttributeValues: {
          ':analysis': analysis,
          ':status': analysis.status,
          ':seen': seen.revision,
          ':next': seen.revision + 1,
          ':now': ctx.now.toISOString(),
          ':actor': authorOf(ctx),
          ':request': ctx.requestId,
          ':action': 'score',
          ...Object.fromEntries(from.map((status, index) => [`:from${index}`, status])),
        },
      }),
    );
    return true;
  } catch (error) {
    if (isConditionFailed(error)) return false;
    throw error;
  }
}

/** What a person has said stays; what they have not said is the engine's. */
export function withCorrection(found: Analysis, before: Partial<Analysis> | undefined): Analysis {
  if (before?.correctedBy === undefined) return found;
  const { correctedBy, correctedAt } = before;
  const { sentiment, sentimentScore, emotions, urgency } = found;
  const judged = sentiment !== undefined;
  // Sentiment and its score go together: a corrected sentiment may have no score.
  const feeling =
    before.sentiment === undefined
      ? { sentiment, sentimentScore }
      : { sentiment: before.sentiment, sentimentScore: before.sentimentScore };
  return {
    ...found,
    ...feeling,
    emotions: before.emotions ?? emotions,
    urgency: before.urgency ?? urgency,
    correctedBy,
    correctedAt,
    engineSaid: judged ? { sentiment, sentimentScore, emotions, urgency } : before.engineSaid,
  };
}
