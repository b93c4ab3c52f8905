import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { findIn } from '../shared/analysis/findings.ts';
import { readStored, recordAnalysis } from '../shared/analysis/stored.ts';
import { feedbackSource, findCountable } from '../shared/metrics/feedback-source.ts';
import { submitMany } from '../shared/feedback/feedback.bulk.ts';
import { list } from '../shared/feedback/feedback.list.ts';
import type { StoredFeedback } from '../shared/feedback/feedback.schema.ts';
import { feedbackText } from '../shared/feedback/feedback.search.ts';
import { fileText } from '../shared/kernel/search-text.ts';
import { submit } from '../shared/feedback/feedback.submit.ts';
import { walk } from '../shared/feedback/feedback.walk.ts';
import type { Context } from '../shared/kernel/context.ts';
import { companyPrefix, tableName } from '../shared/kernel/table.ts';
import { countRecords } from '../shared/metrics/counting-lane.ts';
import { countedFeedback } from '../shared/metrics/feedback.counted.ts';
import { changeOf } from '../shared/metrics/image.ts';
import { plan } from '../shared/metrics/ledger.ts';
import { read } from '../shared/metrics/metrics.ts';
import { applyChanges, tableStore } from '../shared/metrics/rollup.ts';
import { csatTemplate } from '../shared/survey-template/ready-made/csat.ts';
import { SurveyTemplateInput } from '../shared/survey-template/survey-template.schema.ts';
import { create } from '../shared/survey-template/survey-template.ts';
import { analytics } from '../shared/survey-analytics/survey.analytics.ts';
import { countSurveys } from '../shared/survey-analytics/testing/stock.ts';
import { aContext } from '../shared/testing/context.ts';
import { streamEventOf } from '../shared/testing/stream-event.ts';
import { unitsOf } from '../shared/testing/units.ts';
import { startComprehend } from '../local/comprehend/server.ts';
import { sample } from './cold.bench.ts';
import type { Figure } from './figure.ts';
import { anAnswer, aRun } from './run-of-records.ts';

const RUN = 1_000;
const BULK = 500;
/** As the counting worker knows feedback. */
const countable = { ...countedFeedback, source: feedbackSource, find: findCountable };
const settings = { timeZone: 'UTC', dayBoundary: '00:00' };
const counted = (figure: Omit<Figure, 'exact'>): Figure => ({ ...figure, exact: true });

/** Rows 5 to 7, 9, 10, 12 and 13: what DynamoDB Local bills and how often Comprehend is called. */
export async function unitFigures(): Promise<Figure[]> {
  const figures = [
    ...(await submitFigures()),
    ...(await lifeFigures()),
    ...(await readFigures()),
    ...(await analysisFigures()),
  ];
  return [...figures, priceOf(figures)];
}

async function submitFigures(): Promise<Figure[]> {
  const ctx = aContext();
  await submit(ctx, sample); // the first of a company and month also enters both in their lists
  const one = await unitsOf(() => submit(ctx, sample));
  const withTicket = await unitsOf(() => submit(ctx, { ...sample, ticketId: 'T-1', snapshot: { agentId: 'agent-7' } }));
  return [
    counted({
      row: '5',
      name: 'write units of one submit (≤ 1 KB, no idempotency key)',
      value: one.units.write,
      goal: 3,
    }),
    counted({
      row: '5',
      name: 'the same with ticket and agent, two more indexes',
      value: withTicket.units.write,
      goal: 5,
    }),
  ];
}

/** A run of 1 000 given in bulk: submitted, counted, analysed, counted again. */
async function lifeFigures(): Promise<Figure[]> {
  const ctx = aContext();
  const answers = Array.from({ length: RUN }, (_, index) => anAnswer(index));
  const submitted = await unitsOf(async () => {
    for (let at = 0; at < RUN; at += BULK) await submitMany(ctx, { items: answers.slice(at, at + BULK) });
  });
  const records = await recordsOf(ctx);
  const inserted = streamEventOf(records.map((after) => ({ after })));
  const rows = plan(countedFeedback, inserted.Records.map(changeOf), new Map(), settings).reduce(
    (sum, step) => sum + step.rows.length,
    0,
  );
  const ids = records.map(({ feedbackId }) => feedbackId);
  const counting = await unitsOf(() => countRecords(ctx, countable, ids, () => Promise.resolve()));
  const analysing = await unitsOf(() => analyseAll(ctx, records));
  const recounting = await unitsOf(() => countRecords(ctx, countable, ids, () => Promise.resolve()));
  const search = await unitsOf(() => fileText(ctx, feedbackText, new Map(ids.map((id) => [id, new Set()]))));
  const units = (submitted.units.write + counting.units.write + analysing.units.write + recounting.units.write) / RUN;
  return [
    counted({
      row: '6',
      name: 'write units of a whole life: submit + analysis + rollups, per record in a run of 1 000',
      value: units,
      anchor: `${submitted.units.write / RUN} + ${analysing.units.write / RUN} + ${((counting.units.write + recounting.units.write) / RUN).toFixed(2)}`,
      goal: 7,
    }),
    counted({
      row: '6',
      name: 'beside it, search postings of a comment of ten words',
      value: search.units.write / RUN,
      goal: 15,
    }),
    counted({ row: '7', name: `counter rows written per record, 1 000 records`, value: rows / RUN, goal: 0.05 }),
  ];
}

async function recordsOf(ctx: Context): Promise<StoredFeedback[]> {
  const records: StoredFeedback[] = [];
  for await (const page of walk(ctx, ctx.now.toISOString().slice(0, 7))) records.push(...page);
  return records;
}

async function analyseAll(ctx: Context, records: readonly StoredFeedback[]): Promise<void> {
  const { records: stored } = await readStored(
    ctx,
    records.map(({ feedbackId }) => feedbackId),
  );
  const found = {
    status: 'done',
    language: 'en',
    sentiment: 'positive',
    sentimentScore: 92,
    emotions: ['gratitude'],
    keyTopics: ['answer', 'agent'],
    urgency: 'low',
    pii: [],
    evidence: [{ kind: 'emotion', value: 'gratitude', field: 'comments', start: 0, end: 5 }],
    engine: 'comprehend',
    version: '1',
    analysedAt: ctx.now.toISOString(),
  } as const;
  for (let at = 0; at < stored.length; at += 25) {
    await Promise.all(
      stored.slice(at, at + 25).map((record) =>
        recordAnalysis(ctx, record, {
          ...found,
          emotions: [...found.emotions],
          keyTopics: [...found.keyTopics],
          pii: [],
          evidence: [...found.evidence],
        }),
      ),
    );
  }
}

const DAYS = 90;

/** A company whose last 90 days hold `count` records; only its counters, which is all that a metric reads. */
async function withNumbers(count: number): Promise<Context> {
  const ctx = aContext({ now: new Date('2026-11-21T10:00:00.000Z') });
  const store = tableStore(ctx, countedFeedback, async () => settings);
  const each = Math.max(1, Math.floor(count / DAYS));
  for (let day = 0; day < DAYS; day++) {
    const at = new Date(ctx.now.getTime() - day * 86_400_000);
    const changes = streamEventOf(aRun(each, ctx.companyId, at).map((after) => ({ after }))).Records.map(changeOf);
    await applyChanges(store, changes);
  }
  return ctx;
}

async function readFigures(): Promise<Figure[]> {
  const costs: number[] = [];
  for (const count of [100, 10_000, 100_000]) {
    const ctx = await withNumbers(count);
    const request = { name: 'nps', grain: 'day', from: '2026-08-24', to: '2026-11-21' } as const;
    costs.push((await unitsOf(() => read(ctx, request))).units.read);
  }
  const [small = 0, middle = 0, large = 0] = costs;
  return [
    counted({
      row: '9',
      name: 'read units of 90 days, day by day, at 10², 10⁴ and 10⁵ records (the largest)',
      value: Math.max(...costs),
      anchor: `${small} / ${middle} / ${large}`,
      goal: 4,
    }),
    await surveyFigure(),
    await listFigure(),
  ];
}

async function surveyFigure(): Promise<Figure> {
  const period = { from: '2026-08-24', to: '2026-11-21' };
  const costs: number[] = [];
  for (const count of [100, 10_000, 100_000]) {
    const ctx = aContext({ now: new Date('2026-11-21T10:00:00.000Z') });
    await countSurveys(ctx, await create(ctx, { body: SurveyTemplateInput.parse(csatTemplate) }), count);
    await analytics(ctx, period); // settings are read every few seconds
    const rate = await unitsOf(() => read(ctx, { name: 'response_rate', grain: 'day', ...period }));
    const funnel = await unitsOf(() => analytics(ctx, { ...period, by: 'agent' }));
    costs.push(rate.units.read + funnel.units.read);
  }
  const [small = 0, middle = 0, large = 0] = costs;
  return counted({
    row: '9',
    name: 'read units of response rate and survey analytics over 90 days: at 10⁵ surveys ÷ at 10²',
    value: large / small,
    anchor: `${small} / ${middle} / ${large}`,
    goal: 1,
  });
}

async function listFigure(): Promise<Figure> {
  const ctx = aContext();
  for (let at = 0; at < 400; at += 200)
    await submitMany(ctx, { items: Array.from({ length: 200 }, (_, index) => anAnswer(index)) });
  const limit = 100;
  await list(ctx, { limit }); // cursor keys are read once per process, settings every few seconds
  const page = await unitsOf(() => list(ctx, { limit }));
  const floor = await unitsOf(() =>
    ctx.db.send(
      new QueryCommand({
        TableName: tableName(),
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': `${companyPrefix(ctx.companyId)}fb#${ctx.now.toISOString().slice(0, 7)}` },
        ScanIndexForward: false,
        Limit: limit,
      }),
    ),
  );
  const keys = await unitsOf(() =>
    ctx.db.send(
      new GetCommand({ TableName: tableName(), Key: { pk: `${companyPrefix(ctx.companyId)}none`, sk: 'x' } }),
    ),
  );
  return counted({
    row: '10',
    name: 'read units of a list page ÷ those of its bytes alone',
    value: Math.max(0, page.units.read) / Math.max(floor.units.read, keys.units.read),
    anchor: `${page.units.read} / ${floor.units.read}`,
    goal: 1,
  });
}

async function analysisFigures(): Promise<Figure[]> {
  let calls = new Map<string, number>();
  const server = await startComprehend({
    intercept: (operation) => {
      calls.set(operation, (calls.get(operation) ?? 0) + 1);
      return undefined;
    },
  });
  process.env['AWS_ENDPOINT_URL_COMPREHEND'] = server.url;
  const texts = Array.from({ length: 100 }, (_, index) => ({
    text: `${anAnswer(index).comments} Please call me back soon.`,
  }));
  await findIn(texts, 'en');
  const perText = Math.max(...calls.values()) / texts.length;
  calls = new Map();
  await findIn([], 'en');
  await server.close();
  return [
    counted({ row: '12', name: 'Comprehend calls per text, the most of any API', value: perText, goal: 1 / 25 }),
    counted({ row: '12', name: 'Comprehend calls for records without text', value: calls.size, goal: 0 }),
  ];
}

/** us-east-1, on demand, per million (performance goals): write units, HTTP API and Lambda requests, GB-seconds. */
const PRICE = { write: 0.625, read: 0.125, request: 1, invocation: 0.2, gbSecond: 0.0000133334 };
const SUBMIT_SECONDS = 0.012;
const STREAM_SECONDS = 0.002;

function priceOf(figures: readonly Figure[]): Figure {
  const units = figures.find(({ row }) => row === '6')?.value ?? Number.NaN;
  const compute = (SUBMIT_SECONDS + 2 * STREAM_SECONDS) * 1_000_000 * PRICE.gbSecond;
  // Each record a request of its own; without text there is no analysis to write, so this is the upper end.
  const dollars = units * PRICE.write + PRICE.request + PRICE.invocation + compute;
  return counted({
    row: '13',
    name: 'price of 1 M records from the counted units, without text analysis',
    value: dollars,
    unit: '$',
    goal: 5,
  });
}
