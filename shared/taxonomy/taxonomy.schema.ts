import * as z from 'zod';
import { TriageRoute } from '../feedback/feedback.parts.schema.ts';
import { idSchema } from '../fields/ids.schema.ts';
import { record } from '../fields/record.schema.ts';
import { Language, line } from '../fields/text.schema.ts';
import { instant } from '../fields/time.schema.ts';

export const MAX_NODES = 400;
/** It is read with each batch of texts, and a row of the table holds 400 KB. */
const MAX_BYTES = 200_000;

const words = z.array(line(50)).max(50);

export const NodeId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, 'must be 1 to 64 of a-z, 0-9, _ and -, beginning with a letter or digit')
  .meta({ example: 'late-delivery', description: 'Stays the same when the node is renamed or moved.' });

const fields = {
  id: NodeId,
  kind: z.enum(['category', 'theme']),
  name: line(100).meta({
    example: 'Late delivery',
    description: 'What records, lists and numbers call it. Records keep the name that they were given.',
  }),
  parent: NodeId.optional().meta({ description: 'A node of the same kind, at most two levels up to the top.' }),
  labels: z
    .record(Language, line(100))
    .optional()
    .meta({ description: 'What people read, by language; each counts as a synonym of its language.' }),
  synonyms: z
    .record(Language, words)
    .optional()
    .meta({
      description: 'Words that point to it, by the language of the text; `und` counts in every language.',
      example: { en: ['late', 'delayed'], de: ['verspätet'] },
    }),
  exclude: words.optional().meta({ description: 'A text with one of these words is not about it.' }),
  route: TriageRoute.optional().meta({ description: 'Where feedback about it goes, whatever its type.' }),
  owner: line(128).optional().meta({ description: 'The person who answers for it.' }),
  retiredAt: instant.optional().meta({ description: 'It is not looked for any more; older records keep its name.' }),
};

/** A category or theme of the company, with the words that point to it. */
export const TaxonomyNode = z.strictObject(fields).meta({ id: 'TaxonomyNode' });
export type TaxonomyNode = z.output<typeof TaxonomyNode>;

/** The nodes of a draft: their shapes. `node-rules.ts` says how they must fit together. */
export const Nodes = z
  .array(TaxonomyNode)
  .max(MAX_NODES)
  .refine((nodes) => JSON.stringify(nodes).length <= MAX_BYTES, 'must be at most 200 KB as JSON')
  .meta({ description: 'In the order in which topics are named in a text that touches more than 20.' });

export const TrialId = idSchema('trial');

const reason = line(500).meta({ description: 'Why it was saved without a trial, or in spite of warnings.' });

/** One version, as it is stored and never changed again. */
const version = {
  nodes: z.array(TaxonomyNode),
  trialId: TrialId.optional().meta({ description: 'The trial of this very draft.' }),
  forced: z.literal(true).optional().meta({ description: 'It was saved without a trial, or in spite of warnings.' }),
  reason: reason.optional(),
  outdated: z.array(z.string()).default([]).meta({
    description:
      'Names that the version before had and this one has not, because nodes were renamed, merged or removed. Records that say them are found by the filter `topic`; analysed again they say what this version says.',
  }),
};

export const StoredTaxonomy = record('StoredTaxonomy', { taxonomyId: z.literal('current'), ...version });
export type StoredTaxonomy = z.output<typeof StoredTaxonomy>;

/** A company's own words for what feedback is about. */
export const Taxonomy = z
  .object({
    ...version,
    version: z.int().min(0).meta({ description: '0: never put; the nodes are those that the settings say.' }),
    updatedAt: instant.optional(),
  })
  .meta({ id: 'Taxonomy' });
export type Taxonomy = z.output<typeof Taxonomy>;

export const PutTaxonomy = z
  .strictObject({
    nodes: Nodes,
    trialId: TrialId.optional().meta({ description: 'A trial of these very nodes that ended in the last 24 hours.' }),
    force: z.literal(true).optional().meta({ description: 'Without a trial, and in spite of warnings.' }),
    reason: reason.optional(),
  })
  .refine(({ trialId, force }) => trialId === undefined || force === undefined, {
    path: ['force'],
    error: 'must not be given with a trial',
  })
  .refine(({ force, reason: why }) => (force === true) === (why !== undefined), {
    path: ['reason'],
    error: 'must be given with force, and only with it',
  })
  .meta({ id: 'PutTaxonomy', description: 'Replaces all nodes; what is left out is gone.' });
export type PutTaxonomy = z.output<typeof PutTaxonomy>;

export const TaxonomyQuery = z.strictObject({
  version: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'must be a whole number from 1')
    .transform(Number)
    .optional()
    .meta({ description: 'An earlier version; the newest by default.', example: '2' }),
});
export type TaxonomyQuery = z.output<typeof TaxonomyQuery>;
