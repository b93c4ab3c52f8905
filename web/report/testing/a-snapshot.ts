import { Snapshot } from '../../../shared/report/snapshot.schema.ts';
import type { MetricName } from '../../../shared/metrics/figure.schema.ts';
import { metrics } from '../../../shared/metrics/definitions.ts';

type Section = Snapshot['sections'][number];
type Kpis = Extract<Section, { kind: 'kpi_row' }>;
type Compared = Kpis['figures'][number];
type Figure = Compared['figure'];
type Comparison = NonNullable<Compared['previous']>;

const period = { from: '2026-11-23', to: '2026-11-29', named: 'last_week' };
const asOf = '2026-11-30T06:00:04.120Z';

export const aFigure = (metric: MetricName, value: number | null, n: number, more: Partial<Figure> = {}): Figure => ({
  metric,
  value,
  n,
  ...(n > 0 && n < 30 && { lowSample: true as const }),
  excluded: {},
  unit: metrics[metric].unit,
  direction: metrics[metric].direction,
  formula: metrics[metric].formula,
  formulaVersion: metrics[metric].formulaVersion ?? 1,
  asOf,
  scope: { from: period.from, to: period.to },
  records: null,
  reason: 'of_now',
  ...more,
});

export const aComparison = (
  past: 'previous' | 'lastYear',
  before: Figure,
  difference: number,
  more: Partial<Comparison> = {},
): Comparison => ({
  with: past,
  before,
  difference,
  p: 0.012,
  q: 0.02,
  family: 4,
  level: 0.05,
  equivalent: false,
  verdict: 'no_clear_change',
  words: 'English words that no printer repeats',
  ...more,
});

const nps = aFigure('nps', 37.61904761904762, 420, {
  marginOfError: 7.4321,
  breakdown: { promoters: 231, passives: 116, detractors: 73 },
  shares: { promoters: 55, passives: 27.62, detractors: 17.38 },
});
const csat = aFigure('csat_avg', 4.061728395061728, 612, { marginOfError: 0.08123 });
const rate = aFigure('response_rate', 0.2345678, 2614, { interval: { low: 0.2187, high: 0.2512 } });
const volume = aFigure('volume', 1286, 1286);

const aBenchmark = (title: string, publishedOn: string) => ({
  benchmarkId: `bm_${publishedOn}`,
  industry: 'software',
  region: 'Europe',
  asOf: publishedOn,
  validTo: '2027-12-31',
  source: { title, url: `https://example.com/${publishedOn}`, publishedOn },
});
const apart = (difference: number, verdict: 'worse' | null) => {
  const { with: _, before: __, ...rest } = aComparison('previous', csat, difference, { verdict });
  return rest;
};

const headline: Compared[] = [
  {
    figure: nps,
    previous: aComparison('previous', aFigure('nps', 21.3333, 375, { marginOfError: 8.2 }), 16.2857, {
      interval: { low: 5.2109, high: 27.3605 },
      verdict: 'better',
    }),
    lastYear: aComparison('lastYear', aFigure('nps', 35.1234, 401, { marginOfError: 7.7 }), 2.4956, {
      interval: { low: -8.2, high: 13.19 },
    }),
  },
  {
    figure: csat,
    previous: aComparison('previous', aFigure('csat_avg', 4.3123, 590, { marginOfError: 0.0777 }), -0.2506, {
      interval: { low: -0.4401, high: -0.0599 },
      verdict: 'worse',
    }),
  },
  {
    figure: rate,
    previous: aComparison('previous', aFigure('response_rate', 0.2311, 2590), 0.0034, { equivalent: true }),
  },
  {
    figure: volume,
    previous: aComparison('previous', aFigure('volume', 1070, 1070), 30.857, {
      interval: { low: 12.2, high: 49.5 },
      relative: 0.2018691588785047,
      verdict: 'higher',
    }),
  },
  { figure: aFigure('follow_up_close_median', 1264.4, 88) },
  { figure: aFigure('ces_avg', null, 0) },
];

const day = (i: number) => new Date(Date.UTC(2026, 10, 2 + i)).toISOString().slice(0, 10);
const points = (middle: number, count = 28) =>
  Array.from({ length: count }, (_, i) =>
    i === 9
      ? { period: day(i), value: null, n: 0 }
      : {
          period: day(i),
          value: middle + Math.sin(i) / 3 + i / 1000,
          n: i % 7 === 6 ? 12 : 61 + i,
          marginOfError: 0.21,
        },
  );

const agents = ['Anna Schmidt', 'Ben O’Neil', 'Çağla Öztürk', 'دانا خوري', 'Eve <b>Hacker</b>'];
const zone = 'Europe/Berlin';

/** Of every kind of section one that is full, as a run of a report would store it. */
const sections = (): Section[] => [
  { kind: 'kpi_row', sectionId: 's1', width: 'full', state: 'ok', figures: headline },
  {
    kind: 'trend',
    sectionId: 's2',
    width: 'full',
    state: 'ok',
    metric: 'csat_avg',
    grain: 'day',
    total: { figure: csat },
    series: [{ key: '', label: '', points: points(4) }],
    previous: points(4.2),
  },
  {
    kind: 'trend',
    sectionId: 's3',
    width: 'half',
    state: 'ok',
    metric: 'nps',
    grain: 'week',
    by: 'team',
    series: ['Berlin', 'Wien', 'Zürich'].map((label, i) => ({ key: `t${i}`, label, points: points(20 + 15 * i, 6) })),
  },
  {
    kind: 'breakdown',
    sectionId: 's4',
    width: 'full',
    state: 'ok',
    metric: 'csat_avg',
    by: 'agent',
    order: 'value',
    total: { figure: csat },
    rows: agents.map((label, i) => ({
      key: `agent-${i}`,
      label,
      figure: aFigure('csat_avg', 4.6173 - i * 0.2111, i === 3 ? 7 : 120 - i * 11, { marginOfError: 0.1417 + i / 50 }),
      ...(i === 0 && {
        previous: aComparison('previous', aFigure('csat_avg', 4.4001, 117), 0.2172, { verdict: 'better' }),
      }),
      adjusted: 4.5512 - i * 0.1777,
      ...(i !== 3 && { place: i < 3 ? i + 1 : i }),
      standing: i === 0 ? ('above' as const) : ('average' as const),
    })),
    of: 12,
  },
  {
    kind: 'breakdown',
    sectionId: 's5',
    width: 'half',
    state: 'ok',
    metric: 'volume',
    by: 'source',
    order: 'n',
    rows: ['email', 'web', 'phone'].map((label, i) => ({
      key: label,
      label,
      figure: aFigure('volume', 700 - 231 * i, 700 - 231 * i),
    })),
    of: 3,
    unranked: 'chance',
  },
  {
    kind: 'table',
    sectionId: 's6',
    title: 'Categories [all]: 2026/Q4 * first look',
    width: 'full',
    state: 'ok',
    by: 'category',
    metrics: ['csat_avg', 'volume', 'comment_rate'],
    total: [csat, volume, aFigure('comment_rate', 0.4123, 612, { interval: { low: 0.374, high: 0.4517 } })],
    rows: ['billing', 'delivery', '=1+1', 'app'].map((label, i) => ({
      key: label,
      label,
      cells: [
        aFigure('csat_avg', 3.9173 + i / 10, 101 + i, { marginOfError: 0.1907 }),
        aFigure('volume', 201 + i, 201 + i),
        i === 3 ? null : aFigure('comment_rate', 0.3001 + i / 20, 101 + i),
      ],
    })),
    of: 4,
  },
  {
    kind: 'verbatims',
    sectionId: 's7',
    width: 'full',
    state: 'ok',
    order: 'newest',
    of: 31,
    items: [
      {
        feedbackId: 'fb_1',
        at: '2026-11-29T18:04:00.000Z',
        text: '=SUM(A1) arrived late, “again”.\nThe *driver* was kind; #strong[x] $y$ <script>alert(1)</script>',
        language: 'en',
        scores: [{ metric: 'csat', value: 2, min: 1, max: 5 }],
        sentiment: 'mixed',
        agent: { key: 'agent-1', label: 'Ben O’Neil' },
        category: 'delivery',
      },
      {
        feedbackId: 'fb_2',
        at: '2026-11-28T09:30:00.000Z',
        text: 'الخدمة ممتازة والتوصيل سريع (5 من 5).',
        language: 'ar',
        scores: [{ metric: 'nps', value: 10, min: 0, max: 10 }],
        sentiment: 'positive',
      },
      { feedbackId: 'fb_3', at: '2026-11-27T23:00:00.000Z', text: 'Danke für alles, 再见!', scores: [] },
    ],
  },
  {
    kind: 'text',
    sectionId: 's8',
    title: 'How to read this',
    width: 'full',
    state: 'ok',
    blocks: [
      { type: 'heading', level: 2, spans: [{ text: 'In short' }] },
      {
        type: 'paragraph',
        spans: [
          { text: 'Ask ' },
          { text: 'Anna', bold: true },
          { text: ' or read ' },
          { text: 'the guide', href: 'https://example.com/guide?a=1&b=2' },
          { text: '. #let x = 1' },
        ],
      },
      { type: 'list', ordered: false, items: [[{ text: 'first' }], [{ text: 'second', bold: true }]] },
    ],
  },
  {
    kind: 'funnel',
    sectionId: 's9',
    width: 'full',
    state: 'ok',
    template: { key: 'st_1', label: 'After delivery' },
    steps: [
      { step: 'considered', n: 4120, share: null },
      { step: 'eligible', n: 3317, share: 80.5097 },
      { step: 'sent', n: 3199, share: 96.4426 },
      { step: 'delivered', n: 3101, share: 96.9365 },
      { step: 'opened', n: 1503, share: 48.4682 },
      { step: 'started', n: 801, share: 53.2934 },
      { step: 'completed', n: 613, share: 76.5293 },
    ],
    figures: [{ figure: rate }],
  },
  {
    kind: 'alerts',
    sectionId: 's10',
    width: 'full',
    state: 'ok',
    counts: { critical: 2, warning: 5, info: 17 },
    items: [
      {
        alertId: 'al_1',
        ruleName: 'Very unhappy gold customers',
        severity: 'critical',
        status: 'open',
        key: 'agent-1',
        label: 'Ben O’Neil',
        count: 14,
        openedAt: '2026-11-28T05:02:00.000Z',
        owner: { key: 'u1', label: 'Mia Wong' },
      },
    ],
    of: 24,
  },
  {
    kind: 'follow_ups',
    sectionId: 's11',
    width: 'full',
    state: 'ok',
    figures: [{ figure: aFigure('follow_up_open', 43, 43) }, { figure: aFigure('follow_up_on_time', 0.8765, 65) }],
    items: [
      {
        followUpId: 'fu_1',
        feedbackId: 'fb_77',
        status: 'open',
        openedAt: '2026-11-24T08:00:00.000Z',
        dueAt: '2026-11-26T08:00:00.000Z',
        overdue: true,
        owner: { key: 'u1', label: 'Mia Wong' },
      },
    ],
    of: 43,
  },
  {
    kind: 'drivers',
    sectionId: 's12',
    width: 'full',
    state: 'ok',
    metric: 'csat_avg',
    by: 'category',
    before: aFigure('csat_avg', 3.98, 200),
    now: aFigure('csat_avg', 3.6077, 260),
    delta: -0.3723,
    groups: [
      {
        key: 'billing',
        label: 'billing',
        kind: 'key',
        within: -0.2788,
        mix: -0.0051,
        total: -0.2839,
        interval: { low: -0.4212, high: -0.1398 },
        clear: true,
        n: { before: 100, now: 160 },
      },
      {
        key: 'app',
        label: 'app',
        kind: 'key',
        within: 0.0243,
        mix: 0,
        total: 0.0243,
        clear: false,
        n: { before: 40, now: 40 },
      },
    ],
  },
  {
    kind: 'goals',
    sectionId: 's13',
    width: 'full',
    state: 'ok',
    items: [
      {
        goalId: 'go_1',
        scope: 'team',
        key: 'berlin',
        label: 'Berlin',
        metric: 'csat_avg',
        target: 4.2,
        from: '2026-11-01',
        to: '2026-11-30',
        status: 'behind',
        figure: aFigure('csat_avg', 4.05, 40, { marginOfError: 0.31 }),
        gap: -0.15,
        needed: 4.275,
      },
    ],
    of: 1,
  },
  {
    kind: 'benchmark',
    sectionId: 's18',
    width: 'full',
    state: 'ok',
    items: [
      {
        ...aBenchmark('Support Benchmark Report', '2026-03-01'),
        metric: 'csat_avg',
        value: 4.27,
        low: 3.9,
        high: 4.5,
        n: 5000,
        figure: csat,
        comparison: {
          ...apart(-0.2083, 'worse'),
          interval: { low: -0.2956, high: -0.1209 },
        },
      },
      {
        ...aBenchmark('Loyalty in <b>Europe</b>', '2024-02-01'),
        metric: 'nps',
        value: 41.5,
        validTo: '2025-12-31',
        outdated: true,
        figure: nps,
        comparison: { ...apart(-3.88095, null), reason: 'too_different' },
      },
    ],
    of: 3,
  },
  {
    kind: 'scorecard',
    sectionId: 's14',
    width: 'full',
    state: 'ok',
    agent: { key: 'agent-1', label: 'Ben O’Neil' },
    team: { key: 'berlin', label: 'Berlin' },
    figures: [
      { figure: aFigure('csat_pct', 71.4286, 84, { interval: { low: 61.01, high: 79.97 } }), teamAverage: 76.9231 },
    ],
    items: [{ feedbackId: 'fb_9', at: '2026-11-25T12:00:00.000Z', text: 'Ben was great', language: 'en', scores: [] }],
  },
  { kind: 'goals', sectionId: 's15', title: 'Goals of the year', width: 'full', state: 'empty', items: [], of: 0 },
  { kind: 'kpi_row', sectionId: 's16', title: 'Costs', width: 'full', state: 'forbidden', figures: [] },
  {
    kind: 'kpi_row',
    sectionId: 's17',
    title: 'New shop',
    width: 'full',
    state: 'too_few',
    figures: [{ figure: aFigure('csat_avg', 4.6667, 3, { marginOfError: 0.6533 }) }],
  },
];

const used = (of: readonly Section[]): MetricName[] => {
  const named = new Set(
    [...JSON.stringify(of).matchAll(/"metrics?":\[?"?([^\]}]*)/g)].flatMap(
      ([, names]) => names?.match(/[a-z_]+/g) ?? [],
    ),
  );
  return (Object.keys(metrics) as MetricName[]).filter((metric) => named.has(metric));
};

/** The snapshot of a whole report; checked against its schema, so that it stays one. */
export function aSnapshot(overrides: Partial<Snapshot> = {}): Snapshot {
  const all = overrides.sections ?? sections();
  return Snapshot.parse({
    schemaVersion: 1,
    run: {
      reportVersion: 3,
      title: 'Weekly manager',
      trigger: 'schedule',
      dueAt: '2026-11-30T06:00:00.000Z',
      late: { dueAt: '2026-11-30T06:00:00.000Z', startedAt: '2026-11-30T09:04:00.000Z' },
      asOf,
    },
    company: { name: 'Acme & Söhne', brand: { accent: '#0b57d0' }, zone },
    language: 'en',
    paper: 'a4',
    period,
    filters: [{ by: 'team', keys: [{ key: 'berlin', label: 'Berlin' }] }],
    sections: all,
    formulas: used(all).map((metric) => {
      const { title, formula, formulaVersion = 1, unit, direction, citation } = metrics[metric];
      return { metric, title, formula, formulaVersion, unit, direction, citation };
    }),
    excluded: [{ metric: 'nps', reasons: { spam: 4, duplicate: 1 } }],
    ...overrides,
  } satisfies Snapshot);
}

/** The weekly report of a manager, as the gallery has it: figures, trend, categories, drivers, follow-ups, alerts, comments. */
export function aWeekly(): Snapshot {
  const kept = new Set(['s1', 's2', 's6', 's12', 's11', 's10', 's7']);
  return aSnapshot({ sections: sections().filter(({ sectionId }) => kept.has(sectionId)) });
}
