import * as z from 'zod';
import { computedNumber } from '../fields/number.schema.ts';
import { instant } from '../fields/time.schema.ts';

/** What an initiative shall change: an answer of 1–5, NPS of 0–10 or effort of 1–7 (7 is effortless). */
export const EffectMetric = z.enum(['csat', 'nps', 'ces', 'rating']);
export type EffectMetric = z.output<typeof EffectMetric>;

const Figure = z
  .object({
    value: computedNumber.nullable().meta({ description: 'Null where it would rest on fewer than ten people.' }),
    n: z.int().min(0).meta({ description: 'People on whom it rests.', example: 12 }),
    marginOfError: computedNumber
      .optional()
      .meta({ description: 'Half-width of the 95 % interval, by Student’s t.', example: 0.635 }),
  })
  .meta({ id: 'EffectFigure' });
export type EffectFigure = z.output<typeof Figure>;

const Window = z
  .object({ from: instant, to: instant.meta({ description: 'Exclusive.' }) })
  .meta({ id: 'EffectWindow', example: { from: '2026-03-01T00:00:00.000Z', to: '2026-08-28T00:00:00.000Z' } });
export type EffectWindow = z.output<typeof Window>;

const Stratum = z
  .object({
    first: computedNumber.meta({ description: 'The score before.', example: 2 }),
    pairs: z.int().min(0).meta({ description: 'Linked people who gave it.' }),
    others: z.int().min(0).meta({ description: 'People who are not linked and gave it.' }),
    change: computedNumber.nullable().meta({
      description: 'Mean change of the others; null with fewer than five, and then its pairs are left out.',
    }),
  })
  .meta({ id: 'EffectStratum' });
export type EffectStratum = z.output<typeof Stratum>;

/** How those who asked for an initiative answered before and after. */
export const Effect = z
  .object({
    metric: EffectMetric,
    before: Figure.meta({ description: 'Mean of the pairs’ last answers before.' }),
    after: Figure.meta({ description: 'Mean of the pairs’ first answers after.' }),
    paired: Figure.meta({ description: 'Mean change of the pairs.' }),
    adjusted: Figure.meta({
      description:
        'The same less the mean change of people who are not linked and gave the same score before: who complained scores higher next time anyway.',
    }),
    strata: z.array(Stratum).meta({ description: 'By the score before, lowest first.' }),
    leftOut: z.int().min(0).meta({ description: 'Pairs without enough others to compare them with.' }),
    people: z.object({
      voices: z.int().min(0).meta({ description: 'People who asked for it.' }),
      examined: z.int().min(0).meta({
        description: 'Of those, whose answers were looked for: 1 000 at most, and fewer where time runs out.',
      }),
    }),
    windows: z.object({
      before: Window.optional().meta({
        description: '180 days before work began, or before it was decided; absent while it is planned.',
      }),
      after: Window.optional().meta({ description: 'From 7 to 97 days after it was shipped; absent until it is.' }),
      compared: z.object({ before: Window, after: Window }).optional().meta({
        description:
          'In which the others were looked for: as much of the windows beside work and shipping as about 5 000 records each hold.',
      }),
    }),
    asOf: instant,
  })
  .meta({ id: 'InitiativeEffect' });
export type Effect = z.output<typeof Effect>;
