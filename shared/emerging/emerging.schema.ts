import * as z from 'zod';
import { FeedbackId } from '../feedback/feedback.parts.schema.ts';
import { computedNumber } from '../fields/number.schema.ts';
import { record } from '../fields/record.schema.ts';
import { Language } from '../fields/text.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { verbatim } from '../fields/verbatim.schema.ts';
import { NodeId, TaxonomyNode } from '../taxonomy/taxonomy.schema.ts';

export const TopicId = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}\.[a-zA-Z-]{2,12}\.[0-9a-f]{16}$/, 'must be the id of an emerging topic')
  .meta({ example: '2026-11-23.en.0123456789abcdef', description: 'Week, language and a hash of the phrase.' });

const Week = z.iso
  .date()
  .meta({ description: 'The Monday (UTC) of the newest of the weeks looked at.', example: '2026-11-23' });

const told = {
  topicId: TopicId,
  week: Week,
  language: z.string().meta({ example: 'en' }),
  topic: verbatim(z.string()).meta({ description: 'The phrase, as somebody wrote it.', example: 'battery drain' }),
  n: z.int().min(0).meta({ description: 'Documents with it in the last 28 days.', example: 12 }),
  voices: z.int().min(0).meta({ description: 'Persons behind them, as far as they were kept: 24 a week.', example: 9 }),
  growth: computedNumber.meta({ description: 'Its share of the documents now by that of the 84 days before.' }),
  p: computedNumber.meta({ description: 'Mid-p of the binomial test.', example: 0.00049 }),
  q: computedNumber.meta({ description: 'The same with the number of phrases tested in mind (Benjamini–Hochberg).' }),
  firstSeen: instant.meta({ description: 'When it was first said in the 112 days.' }),
  status: z.enum(['emerging', 'accepted', 'dismissed']),
};

/** As it is stored: whose words can be quoted, not the words. */
export const StoredTopic = record('StoredEmergingTopic', { ...told, feedbackIds: z.array(FeedbackId) });
export type StoredTopic = z.output<typeof StoredTopic>;

export const EmergingTopic = z
  .object({
    ...told,
    quotes: z.array(z.object({ feedbackId: FeedbackId, text: verbatim(z.string()) })).meta({
      description: 'At most three of three persons, masked, 40 to 240 characters, none of anonymous surveys.',
    }),
  })
  .meta({ id: 'EmergingTopic' });
export type EmergingTopic = z.output<typeof EmergingTopic>;

/** A topic as reviews name it: by its numbers, without quotes. */
export const NewTheme = z
  .object({
    topicId: TopicId,
    language: told.language,
    topic: told.topic,
    n: told.n,
    voices: told.voices,
    growth: told.growth,
  })
  .meta({ id: 'NewTheme' });
export type NewTheme = z.output<typeof NewTheme>;

export const EmergingQuery = z.strictObject({
  week: Week.optional(),
  language: Language.optional(),
});
export type EmergingQuery = z.output<typeof EmergingQuery>;

export const EmergingTopics = z
  .object({ week: Week, items: z.array(EmergingTopic), asOf: instant })
  .meta({ id: 'EmergingTopics' });
export type EmergingTopics = z.output<typeof EmergingTopics>;

export const AcceptTopic = z
  .strictObject({
    nodeId: NodeId.optional().meta({ description: 'The node that it becomes a synonym of; a new theme unless given.' }),
  })
  .meta({ id: 'AcceptTopic' });
export type AcceptTopic = z.output<typeof AcceptTopic>;
export const DismissTopic = z.strictObject({}).meta({ id: 'DismissTopic' });
export const TaxonomyDraft = z
  .object({ nodes: z.array(TaxonomyNode) })
  .meta({ id: 'TaxonomyDraft', description: 'Nodes to be tried and saved; nothing is saved yet.' });
export type TaxonomyDraft = z.output<typeof TaxonomyDraft>;
