import * as z from 'zod';
import { FeedbackId } from '../feedback/feedback.parts.schema.ts';
import { computedNumber } from '../fields/number.schema.ts';
import { verbatim } from '../fields/verbatim.schema.ts';
import { InitiativeId } from '../initiative/initiative.schema.ts';

const measured = {
  score: computedNumber.meta({ description: '0 to 1: the same words. Rounded to a thousandth.', example: 0.71 }),
  shared: z
    .array(verbatim(z.string()))
    .max(10)
    .meta({
      description: 'Words that both have, also in another form; those that bring them closest together first.',
      example: ['charged', 'twice'],
    }),
};

export const Similar = z
  .object({
    feedbackId: FeedbackId.optional().meta({ description: 'Where a duplicate is sought.' }),
    initiativeId: InitiativeId.optional().meta({ description: 'Where an initiative is sought.' }),
    ...measured,
  })
  .meta({ id: 'SimilarItem' });
export type Similar = z.output<typeof Similar>;

export const SimilarPurpose = z.enum(['duplicate', 'initiative']).meta({
  description:
    '`duplicate`: records within 90 days from 0.6 on; of one that is a duplicate, its main record. `initiative`: initiatives to which a record of the last 12 months is linked that is similar from 0.35 on.',
  example: 'duplicate',
});
export type SimilarPurpose = z.output<typeof SimilarPurpose>;

const InitiativeSuggestion = z
  .object({ feedbackId: FeedbackId, ...measured })
  .meta({ id: 'InitiativeSuggestion', description: 'Feedback that is linked to nothing and similar to what is.' });
export type InitiativeSuggestion = z.output<typeof InitiativeSuggestion>;

/** A page of what is computed for it: the list holds 500 at most, so no page is large. */
export const InitiativeSuggestions = z
  .object({
    items: z.array(InitiativeSuggestion),
    nextCursor: z.string().nullable().meta({ description: 'Pass as `cursor` for the next page; null at the end' }),
  })
  .meta({ id: 'InitiativeSuggestions' });
