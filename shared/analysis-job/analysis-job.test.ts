import { randomUUID } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { analyse } from '../analysis/analysis.ts';
import { analysisSettings } from '../analysis/settings.ts';
import { readStored } from '../analysis/stored.ts';
import { useStandIn } from '../analysis/testing/stand-in.ts';
import { usageOf } from '../analysis/usage.ts';
import { PutSettings } from '../company/settings.schema.ts';
import { putSettings } from '../company/put-settings.ts';
import { submitMany } from '../feedback/feedback.bulk.ts';
import { correct, edit } from '../feedback/feedback.ts';
import { again } from '../feedback/testing/given.ts';
import { get as getJob, pause, resume } from '../job/job.ts';
import { work } from '../job/run.ts';
import { jobDefinitions } from '../jobs.ts';
import { set } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { CURRENT, taxonomies } from '../taxonomy/taxonomy.store.ts';
import { aContext } from '../testing/context.ts';
import { useQueues } from '../testing/queues.ts';
import { startJob, usage } from './analysis-job.ts';
import { CreateEstimate, JobPart } from './estimate.schema.ts';
import { estimate } from './estimate.ts';
import { redo } from './redo.ts';

// The rate of the account, before anything is paced by it.
vi.hoisted(() => (process.env['COMPREHEND_RATE'] = '100000'));
const service = useStandIn();
const queues = useQueues();

const texts = [
  'The invoice was wrong and support was terribly rude',
  'Die Lieferung kam schon wieder viel zu spät bei uns an',
  `I am furious, this is urgent. ${'The parcel was lost and nobody answers the telephone. '.repeat(9)}`,
  'Väga halb teenindus ja pikk ootamine',
];
const languages = ['en', 'de', 'en', 'et'];
const pace = () => Promise.resolve();

/** A company with feedback that has been analysed. */
async function analysed(count: number, ctx = aContext()): Promise<{ ctx: Context; ids: Id<'feedback'>[] }> {
  const items = Array.from({ length: count }, (_, index) => ({
    source: 'api',
    comments: `${texts[index % 4]} ${index}`,
    language: languages[index % 4],
    occurredAt: new Date(Date.now() - (count - index) * 60_000).toISOString(),
  }));
  const { results } = await submitMany(again(ctx), { items });
  const ids = results.flatMap(({ feedbackId }) => feedbackId ?? []);
  await analyse(ctx, await analysisSettings(ctx), ids);
  return { ctx, ids };
}

const estimated = (ctx: Context, parts: readonly JobPart[], filter: object = {}) =>
  estimate(again(ctx), { body: CreateEstimate.parse({ filter, parts }) });
const started = async (ctx: Context, parts: readonly JobPart[], filter?: object) => {
  const { estimateId } = await estimated(ctx, parts, filter);
  return startJob(again(ctx), { body: { estimateId } });
};
/** Works on a job until its worker has nothing more to do; `before` each look at the deadline. */
async function worked(ctx: Context, jobId: Id<'job'>, before: () => Promise<void> = async () => undefined) {
  const definitions = jobDefinitions.map((definition) => ({
    ...definition,
    part: async (...all: Parameters<typeof definition.part>) => {
      const part = await definition.part(...all);
      await before();
      return part;
    },
  }));
  await work({ ...ctx, requestId: randomUUID() }, jobId, { now: () => new Date(), definitions });
  return getJob(ctx, { jobId });
}
const revisions = async (ctx: Context, ids: readonly Id<'feedback'>[]) =>
  new Map((await readStored(ctx, ids)).records.map(({ feedbackId, revision }) => [feedbackId, revision]));
const taxonomy = (ctx: Context, name: string, more: object = {}) =>
  putSettings(again(ctx), PutSettings.parse({ taxonomy: { categories: [{ name, keywords: ['invoice'] }] }, ...more }));
const all = JobPart.options;

test('the estimate’s units are those that the job uses, within 5 %, and rules alone cost nothing', async () => {
  const { ctx } = await analysed(60);
  const paid = await estimated(ctx, ['sentiment', 'keyPhrases', 'pii']);
  expect(paid).toMatchObject({ texts: 45, fits: true, price: { currency: 'USD', amountMicros: paid.units * 100 } });
  expect(paid.byLanguage).toMatchObject([
    { language: 'en', texts: 30 },
    { language: 'de', texts: 15 },
  ]);
  const job = await startJob(again(ctx), { body: { estimateId: paid.estimateId } });
  expect(await worked(ctx, job.jobId)).toMatchObject({ status: 'done', done: 45, failed: 0 });
  const { jobUnits } = await usageOf(ctx);
  expect(Math.abs(paid.units - jobUnits)).toBeLessThanOrEqual(jobUnits * 0.05);
  const calls = service.allCalls();
  const rules = await estimated(ctx, ['emotions', 'urgency', 'topics']);
  expect(rules).toMatchObject({ texts: 45, units: 0, price: { amountMicros: 0 } });
  const { jobId } = await startJob(again(ctx), { body: { estimateId: rules.estimateId } });
  expect(await worked(ctx, jobId)).toMatchObject({ done: 45, result: { units: 0 } });
  expect(service.allCalls()).toBe(calls);
});

test('a paused job resumed ends with the counts of an undisturbed one, and a second run writes 0 records', async () => {
  const [one, other] = [await analysed(136), await analysed(136)];
  for (const { ctx } of [one, other]) await taxonomy(ctx, 'Billing');
  const undisturbed = await worked(one.ctx, (await started(one.ctx, ['topics'])).jobId);
  const { jobId } = await started(other.ctx, ['topics']);
  const paused = await worked(other.ctx, jobId, async () => void (await pause(other.ctx, { jobId })));
  expect(paused).toMatchObject({ status: 'paused', done: 100 });
  await resume(other.ctx, { jobId });
  const { done, skipped, failed, total, result } = await worked(other.ctx, jobId);
  expect({ done, skipped, failed, total, result }).toEqual({
    done: undisturbed.done,
    skipped: undisturbed.skipped,
    failed: undisturbed.failed,
    total: undisturbed.total,
    result: undisturbed.result,
  });
  expect({ done, result }).toEqual({ done: 102, result: { written: 34, unchanged: 68, units: 0 } });
  const before = await revisions(other.ctx, other.ids);
  const second = await worked(other.ctx, (await started(other.ctx, ['topics'])).jobId);
  expect(second).toMatchObject({ done: 102, skipped: 102, result: { written: 0 } });
  expect(await revisions(other.ctx, other.ids)).toEqual(before);
});

test('a job that starts right after another process has saved a taxonomy judges by that one', async () => {
  const { ctx } = await analysed(4);
  const { estimateId } = await estimated(ctx, ['topics']);
  await analysisSettings(ctx);
  const nodes = [{ id: 'billing', kind: 'category' as const, name: 'Billing', synonyms: { en: ['invoice'] } }];
  const saved = { taxonomyId: CURRENT, nodes, outdated: [] };
  await set(again(ctx), taxonomies, CURRENT, 'put', () => saved);
  const { jobId } = await startJob(again(ctx), { body: { estimateId } });
  expect(await worked(ctx, jobId)).toMatchObject({ done: 3, result: { written: 1, unchanged: 2 } });
});

test('what was analysed says the same when all of it is done anew, and nothing is written', async () => {
  const { ctx, ids } = await analysed(12);
  const before = await revisions(ctx, ids);
  const redone = await redo(ctx, ids, { settings: await analysisSettings(ctx), parts: new Set(all), pace });
  expect(redone).toMatchObject({ written: 0, unchanged: 12, failed: 0 });
  expect(await revisions(ctx, ids)).toEqual(before);
});

test('a corrected record keeps its correction through ten jobs', async () => {
  const { ctx, ids } = await analysed(1);
  const [feedbackId] = ids as [Id<'feedback'>];
  await correct(ctx, { feedbackId, correction: { sentiment: 'mixed', urgency: 'critical', emotions: ['fear'] } });
  const work = { parts: new Set(all), pace };
  const settings = await analysisSettings(ctx);
  for (let run = 0; run < 10; run++) {
    const topics = [{ name: `Billing ${run}`, keywords: ['invoice'] }];
    expect(await redo(ctx, ids, { ...work, settings: { ...settings, topics } })).toMatchObject({ written: 1 });
  }
  const [record] = (await readStored(ctx, ids)).records;
  expect(record?.analysis).toMatchObject({
    sentiment: 'mixed',
    urgency: 'critical',
    emotions: ['fear'],
    correctedBy: 'user-1',
    engineSaid: { sentiment: 'negative', emotions: [] },
  });
  expect(record?.analysis?.sentimentScore).toBeUndefined();
  expect(record?.analysis?.keyTopics).toContain('Billing 9');
});

test('a correction that is made while a job has the record in hand is kept', async () => {
  const { ctx, ids } = await analysed(1);
  const [feedbackId] = ids as [Id<'feedback'>];
  const settings = { ...(await analysisSettings(ctx)), topics: [{ name: 'Billing', keywords: ['invoice'] }] };
  await redo(ctx, ids, {
    settings,
    parts: new Set(all),
    // The record has been read by now, and what the service says of it is still to come.
    pace: async () => void (await correct(ctx, { feedbackId, correction: { sentiment: 'positive' } })),
  });
  const [record] = (await readStored(ctx, ids)).records;
  expect(record?.analysis).toMatchObject({ sentiment: 'positive', correctedBy: 'user-1' });
  expect(record?.analysis?.keyTopics).toContain('Billing');
});

test('only the parts that are named are done anew, and only what is named is paid', async () => {
  const { ctx, ids } = await analysed(3);
  const settings = { ...(await analysisSettings(ctx)), topics: [{ name: 'Billing', keywords: ['invoice'] }] };
  const before = (await readStored(ctx, ids)).records[0]?.analysis;
  const calls = service.allCalls();
  await redo(ctx, ids, { settings, parts: new Set(['emotions', 'topics'] as const), pace });
  expect(service.allCalls()).toBe(calls);
  const others = () => service.calls('BatchDetectKeyPhrases') + service.calls('DetectPiiEntities');
  const [sentiments, rest] = [service.calls('BatchDetectSentiment'), others()];
  await redo(ctx, ids, { settings, parts: new Set(['sentiment'] as const), pace });
  expect([service.calls('BatchDetectSentiment'), others()]).toEqual([sentiments + 2, rest]);
  const after = (await readStored(ctx, ids)).records[0]?.analysis;
  expect(after?.pii).toEqual(before?.pii);
  expect(before?.keyTopics?.every((topic) => after?.keyTopics?.includes(topic) || /invoice/.test(topic))).toBe(true);
});

test('feedback whose analysis was skipped while it was switched off is taken where all parts are named', async () => {
  const ctx = aContext();
  await putSettings(again(ctx), PutSettings.parse({ analysis: { enabled: false } }));
  const { ids } = await analysed(4, ctx);
  await expect(started(ctx, all)).rejects.toMatchObject({ code: 'not-enabled' });
  await putSettings(again(ctx), PutSettings.parse({}));
  expect(await estimated(ctx, ['emotions'])).toMatchObject({ texts: 0 });
  const made = await estimated(ctx, all);
  expect(made).toMatchObject({ texts: 4 });
  const { jobId } = await startJob(again(ctx), { body: { estimateId: made.estimateId } });
  expect(await worked(ctx, jobId)).toMatchObject({ status: 'done', done: 4, result: { units: made.units } });
  const { records } = await readStored(ctx, ids);
  expect(records.filter(({ analysis }) => analysis?.status === 'done')).toHaveLength(3);
});

test('a job needs an estimate of its own company, not older than an hour, and room in the budget', async () => {
  const { ctx } = await analysed(4);
  const { estimateId, units } = await estimated(ctx, ['sentiment']);
  const body = { estimateId };
  await expect(startJob(aContext(), { body })).rejects.toMatchObject({ code: 'conflict' });
  const later = { ...again(ctx), now: new Date(ctx.now.getTime() + 3_601_000) };
  await expect(startJob(later, { body })).rejects.toMatchObject({ code: 'conflict' });
  const { units: used } = await usageOf(ctx);
  await taxonomy(ctx, 'Billing', { analysis: { monthlyBudgetUnits: used + units - 1 } });
  await expect(startJob(again(ctx), { body })).rejects.toMatchObject({ code: 'budget-exceeded' });
  expect(await estimated(ctx, ['sentiment'])).toMatchObject({ fits: false });
  expect(await estimated(ctx, ['urgency'])).toMatchObject({ fits: true });
  expect(await usage(ctx, {})).toMatchObject({ units: used, jobUnits: 0, budget: used + units - 1, waiting: 0 });
  // Days that are left need what a day has needed so far.
  await taxonomy(ctx, 'Billing', { analysis: { monthlyBudgetUnits: 1_000_000 } });
  await startJob(again(ctx), { body });
  await expect(startJob(again(ctx), { body })).rejects.toMatchObject({ code: 'conflict' });
});

test('a job ends when the budget has no room left, and its units are not taken', async () => {
  const { ctx } = await analysed(8);
  const { jobId } = await started(ctx, ['sentiment']);
  const { units } = await usageOf(ctx);
  await taxonomy(ctx, 'Billing', { analysis: { monthlyBudgetUnits: units } });
  const calls = service.allCalls();
  expect(await worked(ctx, jobId)).toMatchObject({ status: 'failed', errors: [{ code: 'budget-exceeded' }] });
  expect(service.allCalls()).toBe(calls);
  expect((await usageOf(ctx)).units).toBe(units);
});

test('a record that was edited after the estimate is analysed by itself, and a filter leaves the others alone', async () => {
  const { ctx, ids } = await analysed(8);
  await edit(again(ctx), { feedbackId: ids[0] as Id<'feedback'>, edit: { comments: 'Another text' } } as Parameters<
    typeof edit
  >[1]);
  const { jobId } = await started(ctx, ['emotions'], { language: 'de' });
  expect(await worked(ctx, jobId)).toMatchObject({ done: 2 });
  expect(await estimated(ctx, ['emotions'])).toMatchObject({ texts: 5 });
  expect(queues.sent('jobs').length).toBeGreaterThan(0);
});
