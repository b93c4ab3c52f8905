import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SubmitFeedback } from '../../shared/feedback/feedback.requests.schema.ts';
import type { Feedback } from '../../shared/feedback/feedback.schema.ts';
import { feedbackRoutes } from '../../shared/feedback/feedback.routes.ts';
import { client, type Client } from '../../shared/http/client.ts';
import { metricsRoutes } from '../../shared/metrics/metrics.routes.ts';
import type { MetricReport } from '../../shared/metrics/metrics.schema.ts';
import { eventually, type Scenario, startScenario } from './running.ts';

const DAY_MS = 86_400_000;
const day = (daysAgo: number): string => new Date(Date.now() - daysAgo * DAY_MS).toISOString().slice(0, 10);
const range = { from: day(20), to: day(1) };
const at = (daysAgo: number): string => `${day(daysAgo)}T12:00:00.000Z`;

const secret = {
  email: 'quokka@example.com',
  name: 'Quintessa Quokka',
  phone: '+49 30 1234567',
  verbatim: 'The zymurgy department charged me twice, this is terrible and unacceptable.',
};

/** 8 promoters, 9 passives, 22 detractors. */
const answers: SubmitFeedback[] = [9, 7, 3].flatMap((value, kind) =>
  Array.from({ length: [8, 9, 22][kind] ?? 0 }, (_, index) => ({
    source: 'survey' as const,
    externalId: `nps-${value}-${index}`,
    occurredAt: at(1 + (index % 19)),
    scores: [{ metric: 'nps' as const, value, scaleMin: 0, scaleMax: 10 }],
    snapshot: { agentId: `agent-${index % 3}`, teamId: 'team-1' },
  })),
);

const complaint: SubmitFeedback = {
  source: 'support_ticket',
  type: 'complaint',
  externalId: 'ticket-1',
  occurredAt: at(3),
  contact: { email: secret.email, name: secret.name, phone: secret.phone },
  comments: secret.verbatim,
  category: 'billing',
  language: 'en',
  scores: [
    { metric: 'csat', value: 1, scaleMin: 1, scaleMax: 5 },
    { metric: 'nps', value: 0, scaleMin: 0, scaleMax: 10 },
    { metric: 'ces', value: 2, scaleMin: 1, scaleMax: 7 },
  ],
  snapshot: { agentId: 'agent-1', teamId: 'team-1', resolutionMinutes: 42, firstContactResolved: true },
};

describe('feedback over a running local cloud', () => {
  let scenario: Scenario;
  let token: string;
  let feedback: Client<typeof feedbackRoutes.routes>;
  let metrics: Client<typeof metricsRoutes.routes>;
  let added: Feedback;
  let before: Record<string, unknown>;

  beforeAll(async () => {
    scenario = await startScenario();
    token = await scenario.token({ company: 'acme', role: 'manager', user: 'maria' });
    feedback = client(feedbackRoutes, { url: scenario.endpoints.api, token });
    metrics = client(metricsRoutes, { url: scenario.endpoints.api, token });
  });
  afterAll(() => scenario?.stop());

  const nps = (): Promise<MetricReport> => metrics.read({ params: { name: 'nps' }, query: range });

  /**
   * Every metric of feedback in total, by day and by agent, but for what was left out and when it was read. What was
   * done about it is none: an alert that has opened stays opened.
   */
  const everyNumber = async (): Promise<Record<string, unknown>> => {
    const { items } = await metrics.catalogue();
    const ofFeedback = items.filter(({ name }) => !/^(?:follow_up|alert|triage|loop|webhook|analysis)_/.test(name));
    const readings = ofFeedback.map(async ({ name, dimensions, grains }) => {
      const by = dimensions.includes('agent') ? ('agent' as const) : undefined;
      const grain = grains.includes('day') ? ('day' as const) : undefined;
      const { total, series, groups } = await metrics.read({
        params: { name },
        query: { ...range, grain, by },
      });
      // When they were read says nothing of what they are.
      const numbers = [total, ...groups].map((reading) => ({ ...reading, excluded: undefined, asOf: undefined }));
      return [name, { numbers: numbers.filter((reading) => reading.n > 0), series }];
    });
    return Object.fromEntries(await Promise.all(readings));
  };

  it('counts 39 answers that are given twice as 39, and computes NPS and margin by the published formulas', async () => {
    for (let time = 0; time < 2; time += 1) {
      const { results } = await feedback.submitMany({ body: { items: answers } });
      expect(results.filter(({ status }) => status >= 300)).toEqual([]);
    }
    const report = await eventually(async () => {
      const read = await nps();
      expect(read.total.n).toBe(39);
      return read;
    });
    const [promoters, passives, detractors] = [8, 9, 22];
    const score = (100 * (promoters - detractors)) / 39;
    const variance = (promoters + detractors) / 39 - (score / 100) ** 2;
    expect(report.total.value).toBeCloseTo(-35.897435897435898, 9);
    expect(report.total.value).toBeCloseTo(score, 9);
    expect(report.total.marginOfError).toBeCloseTo(1.96 * Math.sqrt(variance / 39) * 100, 9);
    expect(report.breakdown).toMatchObject({ promoters, passives, detractors });
  });

  it('shows another company nothing of it: n = 0 and null, not 0', async () => {
    const other = await scenario.token({ company: 'other', role: 'manager' });
    const reader = client(metricsRoutes, { url: scenario.endpoints.api, token: other });
    const report = await reader.read({ params: { name: 'nps' }, query: range });
    expect(report.total).toMatchObject({ n: 0, value: null });
    const list = client(feedbackRoutes, { url: scenario.endpoints.api, token: other });
    expect((await list.list()).items).toEqual([]);
  });

  it('analyses a comment through the stream within seconds', async () => {
    before = await everyNumber();
    added = await feedback.submit({ body: complaint });
    const analysed = await eventually(async () => {
      const read = await feedback.get({ params: { feedbackId: added.feedbackId } });
      expect(read.analysis?.status).toBe('done');
      return read;
    });
    expect(analysed.analysis).toMatchObject({ sentiment: 'negative', language: 'en' });
  });

  it('moves the numbers with an edit', async () => {
    await eventually(async () => expect((await nps()).total.n).toBe(40));
    await feedback.edit({
      params: { feedbackId: added.feedbackId },
      body: { scores: [{ metric: 'nps', value: 10, scaleMin: 0, scaleMax: 10 }] },
    });
    const report = await eventually(async () => {
      const read = await nps();
      expect(read.breakdown).toMatchObject({ promoters: 9, detractors: 22 });
      return read;
    });
    expect(report.total.value).toBeCloseTo((100 * (9 - 22)) / 40, 9);
  });

  it('moves every number back as if the record had never come when it is excluded, and tells the reason', async () => {
    const excluded = await feedback.exclude({
      params: { feedbackId: added.feedbackId },
      body: { reason: 'test' },
    });
    expect(excluded.excluded?.reason).toBe('test');
    await eventually(async () => expect(await everyNumber()).toEqual(before));
    expect((await nps()).total.excluded).toEqual({ test: 1 });
  });

  it('finds no drift between the counters and the records', async () => {
    expect(await metrics.reconcile({ query: range })).toMatchObject({ drift: 0, checked: 40 });
  });

  it('keeps a history of who changed what', async () => {
    await eventually(async () => {
      const { items } = await feedback.history({ params: { feedbackId: added.feedbackId } });
      expect(items.length).toBeGreaterThanOrEqual(4);
      expect(JSON.stringify(items)).toContain('maria');
    });
  });

  it('writes no address, name, token or verbatim to any log', async () => {
    const bad = { ...complaint, occurredAt: 'yesterday', comments: `${secret.verbatim}\u0000` };
    await expect(feedback.submit({ body: bad })).rejects.toThrow('not valid');
    await feedback.list({ query: { email: secret.email } });
    const logs = scenario.logs();
    expect(logs).toMatch(/"route":"POST \/api\/crm\/feedback"[^}]*"status":400/);
    const words = [...Object.values(secret), token, token.split('.')[2] ?? '', 'zymurgy', 'quokka', 'Quokka'];
    expect(words.filter((word) => logs.includes(word))).toEqual([]);
  });
});
