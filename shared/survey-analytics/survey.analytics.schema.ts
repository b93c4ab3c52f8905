import * as z from 'zod';
import { computedNumber } from '../fields/number.schema.ts';
import { TemplateId } from '../survey-template/survey-template.schema.ts';
import { decisionReasons } from '../survey/survey.schema.ts';

export const analyticsGroups = ['template', 'agent', 'channel', 'language'] as const;

export const AnalyticsQuery = z.strictObject({
  from: z.iso.date().optional().meta({ description: 'First day, in the company’s time zone; 29 days before `to`.' }),
  to: z.iso.date().optional().meta({ description: 'Last day, inclusive; today.' }),
  templateId: TemplateId.optional(),
  by: z.enum(analyticsGroups).optional().meta({ description: 'Also one funnel per key of this dimension.' }),
});
export type AnalyticsQuery = z.output<typeof AnalyticsQuery>;

const count = z.int().min(0);
const Rate = z
  .object({
    value: computedNumber.nullable().meta({ description: 'Per cent, not rounded; null when n is 0.' }),
    n: count,
    interval: z.object({ low: computedNumber, high: computedNumber }).optional().meta({ description: '95 %, Wilson.' }),
    formula: z.string(),
  })
  .meta({ id: 'SurveyRate' });
export type Rate = z.infer<typeof Rate>;

const funnel = {
  considered: count.meta({ description: 'Decisions to ask or not.' }),
  eligible: count.meta({ description: 'Decisions to ask.' }),
  suppressed: z.partialRecord(z.enum(decisionReasons), count).meta({ description: 'Decisions not to ask, by reason.' }),
  sent: count.meta({ description: 'Invitations that went out; reminders are none.' }),
  delivered: count,
  bounced: count,
  opened: count,
  started: count,
  partial: count,
  completed: count,
  expired: count,
  cancelled: count,
  optedOut: count,
  unresolved: count.meta({ description: 'Mails of which nobody knows whether they went out.' }),
};

const Funnel = z.object({
  ...funnel,
  responseRate: Rate,
  commentRate: Rate,
  completionRate: Rate,
  minutesToAnswer: z.object({ median: computedNumber.nullable(), n: count }).meta({
    description:
      'From mail to answer, to the step below of a scale of 39 steps (1, 2, 3 … 30, 40, 50 minutes, 1, 1¼, 1½, 2 hours … 30 days); anonymous answers have no time and are not in it.',
  }),
});
export type Funnel = z.infer<typeof Funnel>;

const QuestionSummary = z.object({
  templateId: TemplateId,
  questionId: z.string(),
  question: z.string(),
  type: z.string(),
  n: count,
  counts: z.record(z.string(), count).meta({ description: 'Answers by value; texts are only counted.' }),
  mean: computedNumber.nullable().optional(),
  withheld: z.boolean().optional().meta({ description: 'Fewer answers than the anonymity floor: nothing is shown.' }),
});
export type QuestionSummary = z.infer<typeof QuestionSummary>;

export const SurveyAnalytics = z
  .object({
    from: z.iso.date(),
    to: z.iso.date(),
    asOf: z.iso.datetime(),
    total: Funnel,
    groups: z.array(Funnel.extend({ key: z.string() })).optional(),
    questions: z.array(QuestionSummary),
    scanners: z
      .array(z.object({ domain: z.string(), sent: count, scanned: count }))
      .meta({ description: 'Mail domains whose gateways pressed buttons, worst first.' }),
    quarantined: count,
  })
  .meta({ id: 'SurveyAnalytics' });
export type SurveyAnalytics = z.infer<typeof SurveyAnalytics>;
