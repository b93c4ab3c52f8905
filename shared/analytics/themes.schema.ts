import * as z from 'zod';
import { FeedbackId } from '../feedback/feedback.parts.schema.ts';
import { computedNumber } from '../fields/number.schema.ts';
import { Language } from '../fields/text.schema.ts';
import { verbatim } from '../fields/verbatim.schema.ts';
import { n, value } from '../metrics/figure.schema.ts';
import { Day } from '../metrics/metrics.schema.ts';
import { Method } from './method.schema.ts';

export const ThemesQuery = z.strictObject({
  to: Day.optional().meta({ description: 'Last of the 28 days; yesterday unless given' }),
  language: Language.optional().meta({ description: 'Quotes of this language only; the numbers are of all' }),
});
export type ThemesQuery = z.output<typeof ThemesQuery>;

const Theme = z.object({
  theme: z.string().meta({ example: 'app login' }),
  c1: n.meta({ description: 'Records with it in the last 28 days', example: 30 }),
  c0: n.meta({ description: 'Records with it in the 84 days before', example: 45 }),
  voices: n.meta({ description: 'Different customers among its newest records; of falling themes as well' }),
  ratio: computedNumber.meta({ description: 'Its share of records now by that before', example: 1.98 }),
  p: computedNumber,
  q: computedNumber,
  score: value.meta({ description: 'Mean CSAT (1–5) of its records: of rising themes now, of falling ones before' }),
  scored: n,
  quotes: z
    .array(z.object({ feedbackId: FeedbackId, text: verbatim(z.string()) }))
    .meta({ description: 'At most three of three customers, masked, none of anonymous surveys' }),
});
export type Theme = z.output<typeof Theme>;

export const Themes = z
  .object({
    to: z.string(),
    n1: n.meta({ description: 'All records of the last 28 days' }),
    n0: n.meta({ description: 'All records of the 84 days before' }),
    rising: z.array(Theme).meta({ description: 'The most unlikely first, ten at most' }),
    falling: z.array(Theme),
    asOf: z.iso.datetime(),
    method: Method,
  })
  .meta({ id: 'ThemeChanges' });
export type Themes = z.output<typeof Themes>;
