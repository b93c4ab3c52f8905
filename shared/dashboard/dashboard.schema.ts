import * as z from 'zod';
import { Benchmark } from '../benchmark/benchmark.schema.ts';
import { GoalProgress } from '../goal/goal.schema.ts';
import { ShownPraise } from '../praise/praise.schema.ts';
import { Alert, AlertCounts } from '../alert/alert.schema.ts';
import { Feedback } from '../feedback/feedback.schema.ts';
import { OuterId } from '../fields/ids.schema.ts';
import { computedNumber } from '../fields/number.schema.ts';
import { verbatim } from '../fields/verbatim.schema.ts';
import { Comparison } from '../metrics/comparison/comparison.schema.ts';
import { Figure, n, value } from '../metrics/figure.schema.ts';
import { Day } from '../metrics/metrics.schema.ts';
import { standings, unranked } from '../metrics/ranking.ts';
import { presets } from './preset.ts';

const period = {
  preset: z.enum(presets).optional().meta({
    description:
      'Days that end today, or the month, quarter or year that it is; `28d` where no days are given. Not together with `from` and `to`',
    example: '28d',
  }),
  from: Day.optional().meta({ description: 'First day, inclusive; together with `to`', example: '2026-11-01' }),
  to: Day.optional().meta({ description: 'Last day, inclusive; at most 366 days', example: '2026-11-30' }),
};

export const ExecutiveQuery = z.strictObject(period);
export const ManagerQuery = z.strictObject({
  ...period,
  teamId: OuterId.optional().meta({ description: 'Only this team; the whole company unless given', example: 'team-1' }),
});
export const AgentQuery = z.strictObject({
  ...period,
  agentId: OuterId.optional().meta({ description: 'Whose; the caller unless given. Agents see their own only' }),
});

const compare = z.object({ previous: Comparison.optional(), lastYear: Comparison.optional() }).optional().meta({
  description:
    'With the period before and with the same one a year ago, on complete days. All comparisons with one past on a page are judged together. A past that the range reaches into is absent',
});

/** A figure with its comparisons. */
export const DashboardFigure = Figure.extend({
  part: z.string().optional().meta({ description: 'The share of this part of the metric’s breakdown, from 0 to 1' }),
  compare,
}).meta({ id: 'DashboardFigure' });
export type DashboardFigure = z.output<typeof DashboardFigure>;

const Point = z.object({ period: z.string().meta({ example: '2026-11-01' }), value, n }).meta({ id: 'DashboardPoint' });
export type Point = z.output<typeof Point>;
const points = z.array(Point);
const Trend = z
  .object({ now: points, previous: points.optional(), lastYear: points.optional() })
  .meta({ id: 'DashboardTrend', description: 'A value by day, or by month where the range has more than 92 days.' });

const adjusted = {
  adjusted: computedNumber.optional().meta({ description: 'Drawn towards what it belongs to while answers are few' }),
  adjustedInterval: z.object({ low: computedNumber, high: computedNumber }).optional(),
  place: z.int().optional().meta({ description: 'Among those with ten answers', example: 1 }),
  standing: z.enum(standings).optional(),
};
const Ranked = z
  .object({
    ranked: z.boolean(),
    reason: z.enum(unranked).optional().meta({
      description: '`chance`: differences are no larger than chance; `too_few`: fewer than three have ten answers',
    }),
    top: z.array(z.object({ key: z.string(), figure: Figure, ...adjusted })).meta({
      description: 'The best ten by the adjusted value; nobody where there is no ranking',
    }),
    bottomHidden: z.int().meta({ description: 'Others with answers, of whom no list is shown' }),
  })
  .meta({ id: 'DashboardRanking' });

const call = z.object({ path: z.string(), query: z.record(z.string(), z.string()) });
const AlertLine = Alert.pick({
  alertId: true,
  ruleName: true,
  severity: true,
  key: true,
  openedAt: true,
  count: true,
  ownerId: true,
})
  .extend({ ageMinutes: z.int().meta({ description: 'Since it opened, on the clock' }) })
  .meta({ id: 'DashboardAlert' });
const followUpCounts = z.object({
  pending: z.int(),
  inProgress: z.int(),
  unassigned: z.int(),
  overdue: z.int(),
  dueToday: z.int(),
});

const head = {
  from: z.string(),
  to: z.string(),
  preset: z.enum(presets).optional(),
  timeZone: z.string().meta({ example: 'Europe/Berlin' }),
  asOf: z.iso.datetime(),
  hidden: z.array(z.string()).meta({ description: 'Fields that the caller may not read', example: ['agents'] }),
};

const Keyed = z.object({ key: z.string(), figure: DashboardFigure, share: computedNumber.nullable() });

export const ExecutiveDashboard = z
  .object({
    ...head,
    headline: z.array(DashboardFigure).meta({
      description:
        'nps, csat_pct, csat_avg, ces_avg, response_rate, net_sentiment, comment_rate, volume, in this order',
    }),
    trend: z.object({ grain: z.enum(['day', 'month']), csat_pct: Trend, csat_avg: Trend, nps: Trend }),
    nps: z.object({
      figure: Figure,
      shares: z.record(z.string(), computedNumber).meta({
        description: 'Promoters, passives and detractors in per cent of n; their records are in `figure.partRecords`',
      }),
    }),
    volume: z.object({
      figure: Figure,
      by: z.enum(['channel', 'source']).meta({ description: '`source` where no record names its channel' }),
      byChannel: z.array(Keyed).max(10),
      series: Trend,
    }),
    benchmark: z
      .array(
        z.object({
          benchmark: Benchmark,
          value: value.meta({ description: 'Of the company in the range' }),
          distance: computedNumber
            .nullable()
            .meta({ description: 'The company’s value less the benchmark’s, in the unit of the metric' }),
          outdated: z.literal(true).optional().meta({ description: 'Its `validTo` has passed' }),
        }),
      )
      .max(10)
      .optional()
      .meta({ description: 'Values of outside for the metrics of `headline`, the newest first' }),
    agents: Ranked.optional(),
    teams: Ranked.optional(),
    critical: z
      .object({
        open: z.array(AlertLine).max(20).meta({ description: 'Open critical alerts' }),
        counts: AlertCounts,
      })
      .optional(),
    followUps: z.object({ counts: followUpCounts, overdue: call }).optional(),
  })
  .meta({ id: 'ExecutiveDashboard' });
export type ExecutiveDashboard = z.output<typeof ExecutiveDashboard>;

const Cell = Figure.pick({ metric: true, value: true, n: true, lowSample: true, records: true }).meta({
  id: 'DashboardCell',
});

const Training = z
  .object({
    agentId: z.string(),
    category: z.string(),
    figure: Figure.meta({ description: 'The agent’s mean in the category' }),
    teamAverage: computedNumber.meta({ description: 'The team’s mean in the category; the company’s without a team' }),
    adjusted: computedNumber.meta({ description: 'The difference, drawn towards 0 while answers are few' }),
    interval: z
      .object({ low: computedNumber, high: computedNumber })
      .meta({ description: 'Of `adjusted`, 90 %; it lies below 0' }),
  })
  .meta({ id: 'TrainingNeed' });
export type Training = z.output<typeof Training>;

const TeamAgent = z
  .object({
    agentId: z.string(),
    team: z.string().optional().meta({ description: 'The team that most of the CSAT answers were given for' }),
    csat_avg: Cell.extend(adjusted),
    nps: Cell,
    ces_avg: Cell,
    volume: Cell,
    comment_rate: Cell,
    follow_up_on_time: Cell.optional(),
  })
  .meta({ id: 'DashboardAgent' });

export const ManagerDashboard = z
  .object({
    ...head,
    teamId: z.string().optional(),
    team: z.object({
      figures: z.array(DashboardFigure),
      agents: z.array(TeamAgent).max(500).meta({ description: 'Those with most records, best place first' }),
      ranked: z.boolean(),
      reason: z.enum(unranked).optional(),
    }),
    categories: z
      .array(z.object({ key: z.string(), figure: DashboardFigure, share: computedNumber.nullable(), weeks: points }))
      .max(10)
      .meta({ description: 'Of the company: the ten categories with most records, with their share of all records' }),
    sentiment: DashboardFigure,
    emotions: z.array(DashboardFigure).max(10).meta({ description: 'The share of each in the texts looked at' }),
    topics: z
      .object({ rising: z.array(Keyed), falling: z.array(Keyed), top: z.array(Keyed) })
      .meta({ description: 'Themes of the company by their records; up to ten each, against the period before' }),
    followUps: z
      .object({
        counts: followUpCounts,
        onTime: DashboardFigure,
        firstTouchMedian: DashboardFigure,
        board: call,
      })
      .optional(),
    alerts: z.object({ counts: AlertCounts, opened: DashboardFigure }).optional(),
    correlations: z.array(Figure),
    training: z.array(Training).max(100),
  })
  .meta({ id: 'ManagerDashboard' });
export type ManagerDashboard = z.output<typeof ManagerDashboard>;

export const AgentDashboard = z
  .object({
    ...head,
    agentId: z.string(),
    team: z.string().optional(),
    me: z.object({
      figures: z.array(
        z.object({
          figure: DashboardFigure,
          teamAverage: computedNumber
            .nullable()
            .optional()
            .meta({ description: 'Only where at least three agents of the team have ten answers' }),
        }),
      ),
    }),
    series: Trend.meta({ description: 'Of csat_avg' }),
    recent: z
      .object({ items: z.array(Feedback).max(20), next: call.nullable() })
      .optional()
      .meta({ description: 'The newest records, masked as lists are' }),
    praise: z
      .object({ items: z.array(ShownPraise).max(10), all: call.meta({ description: 'Lists all of it' }) })
      .optional()
      .meta({ description: 'The newest praise, whatever the days; personal data in it is always masked' }),
    goals: z
      .array(GoalProgress)
      .max(10)
      .optional()
      .meta({ description: 'Goals that have not ended, as they stand now' }),
    gaps: z
      .array(
        Training.pick({ agentId: true, category: true, figure: true }).extend({
          quotes: z.array(z.object({ feedbackId: z.string(), text: verbatim(z.string()) })).max(2),
        }),
      )
      .max(3),
  })
  .meta({ id: 'AgentDashboard' });
export type AgentDashboard = z.output<typeof AgentDashboard>;
