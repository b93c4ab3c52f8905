import * as z from 'zod';
import { computedNumber } from '../fields/number.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { Comparison } from '../metrics/comparison/comparison.schema.ts';
import { Figure } from '../metrics/figure.schema.ts';

/** First and last day of a period, both inclusive, in the company's zone. */
export const Days = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  named: z.string().optional().meta({
    description: 'As the definition says it, where it is no pair of days: `last_week`, `last_28_days`.',
    example: 'last_week',
  }),
});

/** What a group is called by its key, and how it is shown: the name of a person, a team or a template, else the key. */
export const keyed = { key: z.string(), label: z.string() };

/** A figure with what it is compared with. */
export const compared = { figure: Figure, previous: Comparison.optional(), lastYear: Comparison.optional() };
export const Compared = z.object(compared);

/** One value of a series. */
export const Point = z.object({
  period: z.string().meta({
    description: 'A day, the first day of a week, or a month.',
    example: '2026-11-02',
  }),
  value: computedNumber.nullable().meta({ description: 'Null where there is nothing to compute from.' }),
  n: z.int(),
  marginOfError: computedNumber.optional(),
  low: computedNumber.optional(),
  high: computedNumber.optional(),
  adjusted: computedNumber.nullable().optional().meta({ description: 'The value without the effect of its weekday.' }),
});

/** A piece of feedback in words; personal data in them is masked. */
export const Verbatim = z.object({
  feedbackId: z.string(),
  at: instant.meta({ description: 'When it happened; of anonymous feedback the beginning of its day.' }),
  text: z.string().meta({ description: 'May have several lines; `[erased]` once its person was erased.' }),
  language: z.string().optional().meta({ description: 'Of the text; it decides its direction.', example: 'ar' }),
  scores: z.array(z.object({ metric: z.string(), value: computedNumber, min: computedNumber, max: computedNumber })),
  sentiment: z.enum(['positive', 'neutral', 'negative', 'mixed']).optional(),
  agent: z.object(keyed).optional(),
  category: z.string().optional(),
});

/** A stretch of text in one manner. */
const Span = z.object({
  text: z.string(),
  bold: z.literal(true).optional(),
  href: z.url({ protocol: /^https?$/ }).optional(),
});

/** A block of a text: markdown is parsed before, so that no printer parses anything. */
export const Block = z.discriminatedUnion('type', [
  z.object({ type: z.literal('heading'), level: z.int().min(1).max(3), spans: z.array(Span) }),
  z.object({ type: z.literal('paragraph'), spans: z.array(Span) }),
  z.object({ type: z.literal('list'), ordered: z.boolean(), items: z.array(z.array(Span)) }),
]);
