import * as z from 'zod';
import { FeedbackId } from '../feedback/feedback.parts.schema.ts';
import { computedNumber } from '../fields/number.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { verbatim } from '../fields/verbatim.schema.ts';
import { Match } from '../match/match.schema.ts';
import { NodeId, Nodes, TrialId } from './taxonomy.schema.ts';

/** So many stored texts a trial looks at. */
export const MOST_TEXTS = 2_000;

export const StartTrial = z
  .strictObject({
    nodes: Nodes,
    filter: Match.optional().meta({ description: 'Which feedback is looked at; all of it unless given.' }),
    sample: z.int().min(1).max(MOST_TEXTS).default(MOST_TEXTS).meta({ description: 'So many texts at most.' }),
  })
  .meta({ id: 'StartTaxonomyTrial' });
export type StartTrial = z.output<typeof StartTrial>;

const count = z.int().min(0);

/** A text as an example: always with the kind of personal data in its place. */
const Example = z.object({
  feedbackId: FeedbackId,
  language: z.string().meta({ example: 'en' }),
  text: verbatim(z.string()).meta({ description: 'Its beginning, at most 280 characters, masked.' }),
});

const examples = z.array(Example).meta({ description: 'At most five; fewer where a record has been deleted since.' });

const Share = z.object({
  value: computedNumber.nullable().meta({ description: 'A share of 1; null when n is 0.', example: 0.23 }),
  n: count.meta({ description: 'How many texts it rests on.', example: 2000 }),
  interval: z.object({ low: computedNumber, high: computedNumber }).optional().meta({
    description: 'The 95 % Wilson interval.',
  }),
});

const node = {
  id: NodeId,
  removed: z.literal(true).optional().meta({ description: 'It is in force and not in the draft.' }),
  now: count.meta({ description: 'Texts that the draft finds it in, by its own words alone.' }),
  before: count.meta({ description: 'Texts that the taxonomy in force finds it in.' }),
  gained: count,
  lost: count,
};

const common = {
  trialId: TrialId,
  finishedAt: instant.meta({ description: 'The draft can be saved for 24 hours from then on.' }),
  texts: z.record(z.string(), count).meta({ description: 'Texts that were looked at, by language.' }),
  sources: z.record(z.string(), count).meta({ description: 'The same by source.' }),
  unsupported: count.meta({ description: 'Texts that were left out: their language is not analysed, or not known.' }),
  examined: count.meta({ description: 'Records from which they were drawn, the newest of them, 10 000 at most.' }),
  seed: z.string().meta({ description: 'What the draw began with: the same draft and records are the same trial.' }),
  overlaps: z.array(z.object({ nodeIds: z.tuple([NodeId, NodeId]), both: count, share: computedNumber })).meta({
    description: 'Siblings of which one has more than half of its texts in common with the other; 100 at most.',
  }),
  unused: z
    .array(z.object({ id: NodeId, language: z.string(), synonym: z.string() }))
    .meta({ description: 'Synonyms that are in none of the texts of their language; 1 000 at most.' }),
  unusedCount: count,
  warnings: z
    .array(z.object({ pointer: z.string(), detail: z.string() }))
    .meta({ description: 'What has to be taken on with `force` when the draft is saved; 100 at most.' }),
  uncovered: Share.meta({ description: 'The share of texts that the draft finds no node in.' }),
};

/** What a draft of a taxonomy finds in stored texts, beside the one in force. */
export const Trial = z
  .object({
    ...common,
    nodes: z.array(z.object({ ...node, examples: z.object({ now: examples, gained: examples, lost: examples }) })),
  })
  .meta({ id: 'TaxonomyTrial' });
export type Trial = z.output<typeof Trial>;

const indexes = z.array(count);

/** As it is stored: without what anybody said. Examples are positions in the list of records. */
export const StoredTrial = z.object({
  ...common,
  /** Of the draft that was tried. */
  hash: z.string(),
  feedbackIds: z.array(FeedbackId),
  languages: z.array(z.string()),
  nodes: z.array(z.object({ ...node, examples: z.object({ now: indexes, gained: indexes, lost: indexes }) })),
});
export type StoredTrial = z.output<typeof StoredTrial>;
