import * as z from 'zod';
import { computedNumber } from '../fields/number.schema.ts';
import { Severity } from '../fields/severity.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { Comparison } from '../metrics/comparison/comparison.schema.ts';
import { Figure, Grouping, MetricName } from '../metrics/figure.schema.ts';
import { Block, Compared, compared, Days, keyed, Point, Verbatim } from './snapshot-parts.schema.ts';

/** How a section came out. Its data are there with `ok` and `too_few`; lists and series are empty with the others. */
export const SectionState = z.enum(['ok', 'too_few', 'empty', 'forbidden', 'error']).meta({
  id: 'ReportSectionState',
  description:
    '`too_few`: there are values, each on fewer than ten answers; `empty`: there is nothing in the period; `forbidden`: the owner may not read it; `error`: it could not be computed.',
});

const common = {
  sectionId: z.string(),
  title: z.string().optional().meta({ description: 'As the definition names it; printers name the kind without one.' }),
  width: z.enum(['half', 'full']),
  state: SectionState,
  reason: z.string().optional().meta({ description: 'With `error`: what went wrong, for whoever looks after it.' }),
  period: Days.optional().meta({ description: 'Where it is another than that of the report.' }),
};
const grain = z.enum(['day', 'week', 'month']);
const count = z.int().min(0);
const bounds = z.object({ low: computedNumber, high: computedNumber });
/** Rows that exist, where more do than are shown. */
const of = count.meta({ description: 'How many there are in all; more than are listed where the list is cut.' });

const KpiRow = z.object({ kind: z.literal('kpi_row'), ...common, figures: z.array(Compared) });

const Trend = z.object({
  kind: z.literal('trend'),
  ...common,
  metric: MetricName,
  grain,
  by: Grouping.optional(),
  total: Compared.optional(),
  series: z
    .array(z.object({ ...keyed, points: z.array(Point) }))
    .meta({ description: 'One without `by`, whose key and label are empty; else one per key, at most five.' }),
  previous: z
    .array(Point)
    .optional()
    .meta({ description: 'The period before, point by point beside the first series.' }),
  lastYear: z.array(Point).optional().meta({ description: 'A year ago, point by point beside the first series.' }),
});

const Breakdown = z.object({
  kind: z.literal('breakdown'),
  ...common,
  metric: MetricName,
  by: Grouping,
  order: z.enum(['value', 'n', 'change']),
  total: Compared.optional(),
  rows: z.array(
    z.object({
      ...keyed,
      ...compared,
      adjusted: computedNumber.optional(),
      place: z.int().optional(),
      standing: z.enum(['above', 'average', 'below']).optional(),
    }),
  ),
  of,
  unranked: z.enum(['chance', 'too_few']).optional().meta({ description: 'Why there are no places.' }),
});

const Table = z.object({
  kind: z.literal('table'),
  ...common,
  by: Grouping,
  metrics: z.array(MetricName),
  total: z.array(Figure).meta({ description: 'One per metric, in their order.' }),
  rows: z.array(
    z.object({
      ...keyed,
      cells: z.array(Figure.nullable()).meta({ description: 'One per metric; null without any.' }),
    }),
  ),
  of,
});

const Verbatims = z.object({
  kind: z.literal('verbatims'),
  ...common,
  order: z.enum(['newest', 'lowest', 'highest', 'sampled']),
  items: z.array(Verbatim),
  of,
});

const Text = z.object({ kind: z.literal('text'), ...common, blocks: z.array(Block) });

export const funnelSteps = ['considered', 'eligible', 'sent', 'delivered', 'opened', 'started', 'completed'] as const;
const FunnelSection = z.object({
  kind: z.literal('funnel'),
  ...common,
  template: z.object(keyed).optional(),
  steps: z
    .array(
      z.object({
        step: z.enum(funnelSteps),
        n: count,
        share: computedNumber.nullable().meta({ description: 'Per cent of the step before; null where that is 0.' }),
      }),
    )
    .meta({ description: 'In their order.' }),
  figures: z.array(Compared).meta({ description: 'The response rate, where it can be read.' }),
});

const AlertLine = z.object({
  alertId: z.string(),
  ruleName: z.string(),
  severity: Severity,
  status: z.string(),
  ...keyed,
  count,
  openedAt: instant,
  owner: z.object(keyed).optional(),
});
const Alerts = z.object({
  kind: z.literal('alerts'),
  ...common,
  counts: z.object({ critical: count, warning: count, info: count }),
  items: z.array(AlertLine),
  of,
});

const FollowUpLine = z.object({
  followUpId: z.string(),
  feedbackId: z.string(),
  status: z.string(),
  openedAt: instant,
  dueAt: instant,
  overdue: z.boolean(),
  owner: z.object(keyed).optional(),
});
const FollowUps = z.object({
  kind: z.literal('follow_ups'),
  ...common,
  figures: z.array(Compared).meta({ description: 'How many are open, overdue, closed on time.' }),
  items: z.array(FollowUpLine),
  of,
});

const Drivers = z.object({
  kind: z.literal('drivers'),
  ...common,
  metric: MetricName,
  by: Grouping,
  before: Figure.optional(),
  now: Figure.optional(),
  delta: computedNumber.nullable().meta({ description: 'Now less before, in the unit of the metric.' }),
  groups: z.array(
    z.object({
      ...keyed,
      kind: z
        .enum(['key', 'others', 'none'])
        .meta({ description: '`others`: small groups together, `none`: records without a key.' }),
      within: computedNumber.meta({ description: 'By its own value having changed.' }),
      mix: computedNumber.meta({ description: 'By its share having changed.' }),
      total: computedNumber,
      interval: bounds.optional(),
      clear: z.boolean(),
      n: z.object({ before: count, now: count }),
    }),
  ),
});

const Goals = z.object({
  kind: z.literal('goals'),
  ...common,
  items: z
    .array(
      z.object({
        goalId: z.string(),
        scope: z.enum(['company', 'team', 'agent']),
        ...keyed,
        metric: MetricName,
        target: computedNumber,
        from: z.iso.date(),
        to: z.iso.date(),
        status: z.string(),
        figure: Figure,
        gap: computedNumber.nullable(),
        needed: computedNumber.nullable(),
      }),
    )
    .meta({
      description: 'Goals whose days touch the period: those of the company first, then the one that ends first.',
    }),
  of,
});

const Benchmark = z.object({
  kind: z.literal('benchmark'),
  ...common,
  items: z
    .array(
      z.object({
        benchmarkId: z.string(),
        metric: MetricName,
        industry: z.string(),
        region: z.string(),
        value: computedNumber,
        low: computedNumber.optional(),
        high: computedNumber.optional(),
        n: count
          .optional()
          .meta({ description: 'How many answers the source asked; without it the value is directional.' }),
        asOf: z.iso.date(),
        validTo: z.iso.date(),
        outdated: z.literal(true).optional().meta({ description: 'It was valid for earlier days only.' }),
        source: z.object({ title: z.string(), url: z.string(), publishedOn: z.iso.date() }),
        figure: Figure,
        comparison: Comparison.omit({ with: true, before: true, now: true, partial: true }).meta({
          description:
            'Its difference is the figure less the benchmark, in the unit of the metric; it has a verdict only where the source says how many it asked and how much they differ.',
        }),
      }),
    )
    .meta({ description: 'In the order of the metrics; of each those that are still valid first, then the newest.' }),
  of,
});

const Scorecard = z.object({
  kind: z.literal('scorecard'),
  ...common,
  agent: z.object(keyed),
  team: z.object(keyed).optional(),
  figures: z.array(
    Compared.extend({
      teamAverage: computedNumber
        .nullable()
        .optional()
        .meta({ description: 'Only where at least three agents of the team have ten answers.' }),
    }),
  ),
  items: z.array(Verbatim).meta({ description: 'The newest feedback with words about the agent.' }),
});

/** One section of a snapshot, by its kind. */
export const SnapshotSection = z.discriminatedUnion('kind', [
  KpiRow,
  Trend,
  Breakdown,
  Table,
  Verbatims,
  Text,
  FunnelSection,
  Alerts,
  FollowUps,
  Drivers,
  Goals,
  Benchmark,
  Scorecard,
]);
export type SnapshotSection = z.output<typeof SnapshotSection>;
