import * as z from 'zod';
import { FeedbackType, Source } from '../feedback/feedback.parts.schema.ts';
import { OuterId } from '../fields/ids.schema.ts';
import { Severity } from '../fields/severity.schema.ts';
import { Language, line } from '../fields/text.schema.ts';
import { Match } from '../match/match.schema.ts';
import { Grouping, MetricName } from '../metrics/figure.schema.ts';
import { TemplateId } from '../survey-template/survey-template.schema.ts';
import { periodFault } from './period.ts';

export const PeriodText = z
  .string()
  .max(40)
  .superRefine((text, issues) => {
    const message = periodFault(text);
    if (message !== undefined) issues.addIssue({ code: 'custom', message });
  })
  .meta({
    id: 'ReportPeriod',
    description:
      'Complete days in the company’s zone, found for the time at which a run is due: `yesterday`; `this_` or `last_` with `week`, `month`, `quarter` or `year`; `last_<n>_` with `days`, `weeks` or `months`; or two days. `this_…` is the one in which yesterday lies, up to yesterday.',
    example: 'last_week',
  });

/** Which feedback the figures are of: a dimension that the counters are kept by, and one at a time. */
export const ReportFilters = z
  .strictObject({
    agentId: OuterId.optional(),
    teamId: OuterId.optional(),
    source: Source.optional(),
    type: FeedbackType.optional(),
    category: line(100).optional(),
    theme: line(100).optional(),
    templateId: TemplateId.optional(),
    segment: line(100).optional(),
    tier: line(50).optional(),
    language: Language.optional(),
  })
  .meta({
    id: 'ReportFilters',
    description:
      'As those of the list of feedback. At most one: numbers are counted by one dimension at a time, and each figure has to have it.',
    example: { teamId: 'team-1' },
  });
export type ReportFilters = z.output<typeof ReportFilters>;

export const SectionId = z
  .string()
  .regex(/^[a-z0-9-]{1,40}$/, 'must be 1 to 40 of a-z, 0-9 and -')
  .meta({ example: 'scores' });

const common = {
  sectionId: SectionId,
  title: line(120).optional().meta({ description: 'Plain text.' }),
  width: z.enum(['half', 'full']).default('full'),
  override: z
    .strictObject({ period: PeriodText.optional(), filters: ReportFilters.optional() })
    .optional()
    .meta({ description: 'Where this section is of another period or of other feedback than the rest.' }),
};
const distinct = (names: readonly string[]): boolean => new Set(names).size === names.length;
const metrics = (most: number) =>
  z.array(MetricName).min(1).max(most).refine(distinct, 'must not name a metric twice').meta({ uniqueItems: true });

const KpiRow = z.strictObject({ kind: z.literal('kpi_row'), ...common, metrics: metrics(8) });
const Trend = z.strictObject({
  kind: z.literal('trend'),
  ...common,
  metric: MetricName,
  by: Grouping.optional(),
  keys: z
    .array(z.string().min(1).max(512))
    .min(1)
    .max(5)
    .refine(distinct, 'must not name a key twice')
    .optional()
    .meta({ description: 'Of `by`; the five with the most answers unless given.', uniqueItems: true }),
  grain: z.enum(['day', 'week', 'month']).default('day'),
});
const Breakdown = z.strictObject({
  kind: z.literal('breakdown'),
  ...common,
  metric: MetricName,
  by: Grouping,
  top: z.int().min(1).max(20).default(10),
  order: z.enum(['value', 'n', 'change']).default('n').meta({
    description: 'The best first (the ranked value where there is one), the most answers, or the greatest change.',
  }),
});
const Table = z.strictObject({
  kind: z.literal('table'),
  ...common,
  metrics: metrics(12),
  by: Grouping,
  top: z.int().min(1).max(500).default(100),
});
const Verbatims = z.strictObject({
  kind: z.literal('verbatims'),
  ...common,
  match: Match.optional().meta({ description: 'Which feedback with words; all unless given.' }),
  count: z.int().min(1).max(50).default(10),
  order: z.enum(['newest', 'lowest', 'highest', 'sampled']).default('newest').meta({
    description:
      'By the first score as a share of its scale; `sampled`: by chance, the same for each run of a due time.',
  }),
});
const Text = z.strictObject({
  kind: z.literal('text'),
  ...common,
  markdown: z
    .string()
    .min(1)
    .max(2_000)
    .refine((text) => text.isWellFormed(), 'must not hold half of a character')
    .meta({
      description:
        'Headings, bold, lists and links, nothing else; all other marks are text. `{{period}}`, `{{company}}` and `{{value:nps}}` are filled in.',
      example: '## Scores\nNPS is {{value:nps}} in **{{period}}**.',
    }),
});
const Funnel = z.strictObject({ kind: z.literal('funnel'), ...common, templateId: TemplateId.optional() });
const Alerts = z.strictObject({
  kind: z.literal('alerts'),
  ...common,
  minSeverity: Severity.default('warning'),
  state: z.enum(['open', 'opened']).default('open').meta({ description: 'Open now, or opened in the period.' }),
});
const FollowUps = z.strictObject({
  kind: z.literal('follow_ups'),
  ...common,
  overdue: z.boolean().default(false).meta({ description: 'Only those that are overdue.' }),
});
const Drivers = z.strictObject({
  kind: z.literal('drivers'),
  ...common,
  metric: MetricName.meta({ description: 'A mean, a share or NPS.' }),
  by: Grouping,
});
const Goals = z.strictObject({ kind: z.literal('goals'), ...common });
const Benchmark = z.strictObject({
  kind: z.literal('benchmark'),
  ...common,
  metrics: metrics(8),
  industry: line(100).optional().meta({ description: 'Only benchmarks of this industry, as they name it.' }),
  region: line(100).optional(),
});
const Scorecard = z.strictObject({
  kind: z.literal('scorecard'),
  ...common,
  agentId: OuterId.optional().meta({ description: 'Needed unless each agent gets a copy (`burst: agent`).' }),
});

/** What a part of a report, or a tile of a board, shows. */
export const Section = z
  .discriminatedUnion('kind', [
    KpiRow,
    Trend,
    Breakdown,
    Table,
    Verbatims,
    Text,
    Funnel,
    Alerts,
    FollowUps,
    Drivers,
    Goals,
    Benchmark,
    Scorecard,
  ])
  .meta({ id: 'ReportSection', description: 'What a part of a report shows.' });
export type Section = z.output<typeof Section>;
export type SectionOf<K extends Section['kind']> = Extract<Section, { kind: K }>;
