import { randomInt } from 'node:crypto';
import { maskLists } from '../analysis/masking.ts';
import { analysisSettings } from '../analysis/settings.ts';
import type { Feedback } from '../feedback/feedback.schema.ts';
import { getMany } from '../feedback/feedback.ts';
import { invalid, Problem } from '../http/problem.ts';
import { create as createRecord, visible } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { newId } from '../kernel/ids.ts';
import { tableName } from '../kernel/table.ts';
import { commit } from '../kernel/write.ts';
import { draw, isJudgeable } from './draw.ts';
import {
  type CreateReviewSample,
  type Judged,
  type JudgeText,
  MOST_TEXTS,
  type ReviewSample,
  type SampleProgress,
} from './review-sample.schema.ts';
import { judgementKey, judgementsOf, samples } from './review-sample.store.ts';

/** So many texts are read at a time to find one that can be judged. */
const PER_LOOK = 20;
type One = { sampleId: Id<'reviewSample'> };

/** Draws a random sample of analysed texts; its seed is chosen by chance unless given. */
export async function create(ctx: Context, { body }: { body: CreateReviewSample }): Promise<ReviewSample> {
  const { filter, n, seed = randomInt(2_147_483_648) } = body;
  const ids = await draw(ctx, filter, { n: Math.min(n, MOST_TEXTS), seed });
  return createRecord(ctx, samples, { sampleId: newId('reviewSample', ctx.now), filter, seed, of: ids.length, ids });
}

/** The samples of the company, the newest first: those who judge find theirs again. */
export const list = async (ctx: Context): Promise<{ items: ReviewSample[] }> => ({ items: await samples.every(ctx) });

/** How far a sample is judged, and the next text, masked where lists are. What is gone or is analysed anew is left out. */
export async function next(ctx: Context, { sampleId }: One): Promise<SampleProgress> {
  const { ids, of } = await visible(ctx, samples, sampleId);
  const judged = new Set((await judgementsOf(ctx, sampleId)).map(({ feedbackId }) => feedbackId));
  const open = ids.filter((id) => !judged.has(id));
  const told = { sampleId, done: judged.size, of };
  for (let from = 0; from < open.length; from += PER_LOOK) {
    const record = (await getMany(ctx, open.slice(from, from + PER_LOOK))).find(isJudgeable);
    if (record) return { ...told, next: await shownTo(ctx, record) };
  }
  return told;
}

async function shownTo(ctx: Context, record: Feedback): Promise<NonNullable<SampleProgress['next']>> {
  const cover = await maskLists(ctx);
  const text = (field: 'subject' | 'comments' | 'context') => {
    const said = record[field];
    return said === undefined ? {} : { [field]: cover ? cover(said, [field], record) : said };
  };
  return { feedbackId: record.feedbackId, ...text('subject'), ...text('comments'), ...text('context') };
}

/** Keeps what a person says of a text of the sample, beside what the engine says of it; once more replaces it. */
export async function judge(ctx: Context, { sampleId, body }: One & { body: JudgeText }): Promise<SampleProgress> {
  const { feedbackId, ...person } = body;
  const { ids, of } = await visible(ctx, samples, sampleId);
  if (!ids.includes(feedbackId)) throw invalid({ pointer: '#/feedbackId', detail: 'is not in the sample' });
  const names = new Set((await analysisSettings(ctx)).topics.map(({ name }) => name));
  const unknown = person.topics.findIndex((topic) => !names.has(topic));
  if (unknown >= 0) throw invalid({ pointer: `#/topics/${unknown}`, detail: 'is not in the taxonomy' });
  const [record] = await getMany(ctx, [feedbackId]);
  if (!record || !isJudgeable(record)) throw new Problem('conflict', 'The text is gone, or is being analysed anew.');
  const { analysis } = record;
  const said = analysis?.correctedBy === undefined ? analysis : analysis.engineSaid;
  const row: Judged = {
    feedbackId,
    occurredAt: record.occurredAt,
    version: analysis?.version ?? '',
    judgedAt: ctx.now.toISOString(),
    engine: {
      sentiment: said?.sentiment,
      urgency: said?.urgency,
      emotions: said?.emotions,
      topics: (analysis?.keyTopics ?? []).filter((topic) => names.has(topic)),
    },
    person,
  };
  const judged = new Set((await judgementsOf(ctx, sampleId)).map((one) => one.feedbackId)).add(feedbackId);
  const reply = { sampleId, done: judged.size, of };
  const Item = { ...judgementKey(ctx, sampleId, feedbackId), ...row };
  await commit(ctx, [{ Put: { TableName: tableName(), Item } }], { body: reply, headers: {} });
  return reply;
}
