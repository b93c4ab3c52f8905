import * as z from 'zod';
import { Emotion, Sentiment, Urgency } from '../analysis/analysis.schema.ts';
import { Selection } from '../analysis-job/selection.schema.ts';
import { FeedbackId } from '../feedback/feedback.parts.schema.ts';
import { idSchema } from '../fields/ids.schema.ts';
import { record } from '../fields/record.schema.ts';
import { line } from '../fields/text.schema.ts';
import { verbatim } from '../fields/verbatim.schema.ts';

export const SampleId = idSchema('reviewSample');
export const MOST_TEXTS = 500;

/** What the engine says: a sample that is drawn by it would say nothing of what it missed. */
const found = ['sentiment', 'sentimentScoreMin', 'sentimentScoreMax', 'emotion', 'urgency', 'analysis'] as const;

const filter = Selection.superRefine((wanted, check) => {
  for (const name of found)
    if (wanted[name] !== undefined)
      check.addIssue({
        code: 'custom',
        path: [name],
        message: 'is what the engine found; a sample by it would be biased',
      });
});
const seed = z.int().min(0).max(2_147_483_647);

export const CreateReviewSample = z
  .strictObject({
    filter,
    n: z.int().min(1).max(MOST_TEXTS).meta({ description: 'So many texts at most.', example: 200 }),
    seed: seed.optional().meta({ description: 'The same seed draws the same texts; by chance unless given.' }),
  })
  .meta({ id: 'CreateReviewSample' });
export type CreateReviewSample = z.output<typeof CreateReviewSample>;

const told = {
  sampleId: SampleId,
  filter: Selection,
  seed,
  of: z.int().min(0).meta({ description: 'How many texts were drawn.', example: 200 }),
};

/** Texts that people judge without knowing what the engine says. */
export const ReviewSample = record('ReviewSample', told);
export type ReviewSample = z.output<typeof ReviewSample>;

/** As it is stored: with the texts, in the order in which they are judged. */
export const StoredSample = record('StoredReviewSample', { ...told, ids: z.array(FeedbackId) });
export type StoredSample = z.output<typeof StoredSample>;

const text = verbatim(z.string().max(10_000)).optional();

export const SampleProgress = z
  .object({
    sampleId: SampleId,
    next: z.object({ feedbackId: FeedbackId, subject: text, comments: text, context: text }).optional().meta({
      description: 'The next text to judge, without anything that is known of it; absent where none is left.',
    }),
    done: z.int().min(0).meta({ description: 'How many have been judged.' }),
    of: z.int().min(0),
  })
  .meta({ id: 'ReviewSampleProgress' });
export type SampleProgress = z.output<typeof SampleProgress>;

export const JudgeText = z
  .strictObject({
    feedbackId: FeedbackId,
    sentiment: Sentiment,
    urgency: Urgency,
    emotions: z
      .array(Emotion)
      .max(10)
      .refine((all) => new Set(all).size === all.length, 'must not name an emotion twice')
      .meta({ uniqueItems: true, description: 'All that the words show; none where they show none.' }),
    topics: z
      .array(line(100))
      .max(20)
      .refine((all) => new Set(all).size === all.length, 'must not name a topic twice')
      .meta({ uniqueItems: true, description: 'Categories and themes of the taxonomy that the text touches.' }),
  })
  .meta({ id: 'JudgeText' });
export type JudgeText = z.output<typeof JudgeText>;

/** A text of a sample as it was judged, and what the engine said of it then. */
export type Judged = {
  feedbackId: string;
  /** When the feedback was given. */
  occurredAt: string;
  version: string;
  judgedAt: string;
  engine: {
    sentiment?: string | undefined;
    urgency?: string | undefined;
    emotions?: string[] | undefined;
    topics: string[];
  };
  person: Omit<JudgeText, 'feedbackId'>;
};
