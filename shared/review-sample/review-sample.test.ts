import { expect, test } from 'vitest';
import { analyse } from '../analysis/analysis.ts';
import { precision } from '../analysis/precision.ts';
import { analysisSettings } from '../analysis/settings.ts';
import { useStandIn } from '../analysis/testing/stand-in.ts';
import { submitMany } from '../feedback/feedback.bulk.ts';
import { remove } from '../feedback/feedback.ts';
import { again } from '../feedback/testing/given.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { aContext } from '../testing/context.ts';
import { create, judge, list, next } from './review-sample.ts';
import { CreateReviewSample, JudgeText } from './review-sample.schema.ts';

useStandIn();

async function aCompanyWith(count: number): Promise<{ ctx: Context; ids: Id<'feedback'>[] }> {
  const ctx = aContext();
  const items = Array.from({ length: count }, (_, index) => ({
    source: 'api',
    comments: `${index % 2 ? 'A wonderful experience' : 'A terrible experience'} ${index}`,
    language: 'en',
    occurredAt: new Date(ctx.now.getTime() - 60_000).toISOString(),
  }));
  const { results } = await submitMany(again(ctx), { items });
  const ids = results.flatMap(({ feedbackId }) => feedbackId ?? []);
  await analyse(ctx, await analysisSettings(ctx), ids);
  return { ctx, ids };
}
const drawn = (ctx: Context, more: object = {}) =>
  create(again(ctx), { body: CreateReviewSample.parse({ filter: {}, n: 10, seed: 7, ...more }) });
const judged = (ctx: Context, sampleId: Id<'reviewSample'>, feedbackId: string, sentiment: string) =>
  judge(again(ctx), {
    sampleId,
    body: JudgeText.parse({ feedbackId, sentiment, urgency: 'normal', emotions: [], topics: [] }),
  });

test('a sample is seeded, as large as asked or as there is, and shows texts without what the engine says', async () => {
  const { ctx } = await aCompanyWith(24);
  const [one, same] = [await drawn(ctx), await drawn(ctx)];
  const first = async (sampleId: Id<'reviewSample'>) => (await next(ctx, { sampleId })).next?.feedbackId;
  expect(one).toMatchObject({ of: 10, seed: 7 });
  expect(one).not.toHaveProperty('ids');
  expect(await first(one.sampleId)).toBe(await first(same.sampleId));
  // Two seeds may begin with the same text (one time in 24), ten seeds practically never all do (24⁻⁹).
  const firsts = new Set<string | undefined>();
  for (let seed = 10; seed < 20; seed++) firsts.add(await first((await drawn(ctx, { seed })).sampleId));
  expect(firsts.size).toBeGreaterThan(1);
  expect(await drawn(ctx, { n: 500 })).toMatchObject({ of: 24 });
  const shown = await next(ctx, { sampleId: one.sampleId });
  expect(Object.keys(shown.next ?? {})).toEqual(['feedbackId', 'comments']);
});

test('samples are found again, the newest first, and only those of the company', async () => {
  const { ctx } = await aCompanyWith(1);
  const one = await drawn(ctx);
  const later = { ...ctx, now: new Date(ctx.now.getTime() + 1_000) };
  const other = await create(again(later), { body: CreateReviewSample.parse({ filter: {}, n: 5 }) });
  expect((await list(ctx)).items).toEqual([other, one]);
  expect((await list(aContext())).items).toEqual([]);
});

test('judgements give unbiased figures beside the corrections, each text once, and few are called few', async () => {
  const { ctx } = await aCompanyWith(12);
  const { sampleId } = await drawn(ctx, { n: 12 });
  // Every third text is called mixed by the person.
  for (let index = 0; index < 12; index++) {
    const { next: text } = await next(ctx, { sampleId });
    if (!text) throw new Error('no text is left');
    const is = index % 3 === 0 ? 'mixed' : text.comments?.includes('wonderful') ? 'positive' : 'negative';
    expect(await judged(ctx, sampleId, text.feedbackId, is)).toMatchObject({ done: index + 1, of: 12 });
    // Again in the same sample: it replaces.
    if (index === 0) await judged(ctx, sampleId, text.feedbackId, is);
  }
  expect((await next(ctx, { sampleId })).next).toBeUndefined();
  const { sample, corrections } = await precision(ctx, {});
  expect(corrections).toBe(0);
  expect(sample.judged).toBe(12);
  const { positive, negative } = sample.confusion.sentiment;
  expect(positive.positive + negative.negative).toBe(8);
  expect(positive.mixed + negative.mixed).toBe(4);
  const mixed = sample.labels.find(({ kind, value }) => kind === 'sentiment' && value === 'mixed');
  expect(mixed?.recall).toMatchObject({ value: 0, n: 4, lowSample: true, interval: { low: expect.closeTo(0, 5) } });
  expect(sample.kappa.sentiment).toBeGreaterThan(0);
  expect((await precision(ctx, { version: '1' })).sample.judged).toBe(0);
});

test('what is gone is not shown, and only texts of the sample and topics of the taxonomy are judged', async () => {
  const { ctx, ids } = await aCompanyWith(2);
  const { sampleId } = await drawn(ctx, { n: 2 });
  const [gone, other] = ids as [Id<'feedback'>, Id<'feedback'>];
  await remove(again(ctx), { feedbackId: gone });
  expect((await next(ctx, { sampleId })).next?.feedbackId).toBe(other);
  await expect(judged(ctx, sampleId, gone, 'mixed')).rejects.toMatchObject({ code: 'conflict' });
  const body = { feedbackId: other, sentiment: 'mixed', urgency: 'low', emotions: [], topics: ['Nothing known'] };
  await expect(judge(again(ctx), { sampleId, body: JudgeText.parse(body) })).rejects.toMatchObject({
    errors: [{ pointer: '#/topics/0' }],
  });
  const { ids: foreign } = await aCompanyWith(1);
  await expect(judged(ctx, sampleId, foreign[0] ?? '', 'mixed')).rejects.toMatchObject({
    errors: [{ pointer: '#/feedbackId' }],
  });
});

test('a sample of 501, of none, or by what the engine found is refused', () => {
  const pathOf = (wrong: object) =>
    CreateReviewSample.safeParse({ filter: {}, n: 10, ...wrong }).error?.issues.map(({ path }) => path.join('/'));
  expect(pathOf({ n: 501 })).toEqual(['n']);
  expect(pathOf({ n: 0 })).toEqual(['n']);
  expect(pathOf({ filter: { urgency: 'critical' } })).toEqual(['filter/urgency']);
  expect(pathOf({ filter: { language: 'xx' } })).toEqual(['filter/language']);
});
