import * as z from 'zod';
import { verbatim } from '../fields/verbatim.schema.ts';

export const Sentiment = z
  .enum(['positive', 'neutral', 'negative', 'mixed'])
  .meta({ id: 'Sentiment', description: 'What the text says as a whole; the four shares sum to 100 %.' });
export type Sentiment = z.infer<typeof Sentiment>;

export const Emotion = z
  .enum([
    'joy',
    'gratitude',
    'trust',
    'surprise',
    'confusion',
    'frustration',
    'disappointment',
    'anger',
    'sadness',
    'fear',
  ])
  .meta({ id: 'Emotion', description: 'A feeling that the words show; several may occur in one text.' });
export type Emotion = z.infer<typeof Emotion>;

export const Urgency = z
  .enum(['low', 'normal', 'high', 'critical'])
  .meta({ id: 'Urgency', description: 'How soon someone should look, by published rules over the words.' });
export type Urgency = z.infer<typeof Urgency>;

export const AnalysisStatus = z.enum(['pending', 'done', 'failed', 'skipped']).meta({
  id: 'AnalysisStatus',
  description:
    '`pending`: stored and waiting. `done`. `failed`: see `reason`; it is still retried. `skipped`: there is nothing that can be analysed.',
});
export type AnalysisStatus = z.infer<typeof AnalysisStatus>;

/** Why an analysis is not `done`. */
export const AnalysisReason = z
  .enum(['no-text', 'unsupported-language', 'disabled', 'service-error', 'rejected'])
  .meta({
    id: 'AnalysisReason',
    description:
      '`no-text`, `unsupported-language` and `disabled` explain `skipped`; `service-error` (the service failed on this text) and `rejected` (it refused the text) explain `failed`.',
  });
export type AnalysisReason = z.infer<typeof AnalysisReason>;

/** What is looked for in a text. */
export const analysisParts = ['sentiment', 'keyPhrases', 'pii', 'emotions', 'urgency'] as const;
export const AnalysisPart = z.enum(analysisParts).meta({
  id: 'AnalysisPart',
  description: 'What is looked for in a text; `pii` is personal data.',
});
export type AnalysisPart = z.infer<typeof AnalysisPart>;

export const PartState = z.enum(['done', 'unsupported', 'disabled']).meta({
  id: 'AnalysisPartState',
  description:
    '`unsupported`: the text’s language is not handled. `disabled`: the company has switched analysis off. What a part that is not `done` would have found is absent, never `normal` or empty.',
});
export type PartState = z.infer<typeof PartState>;

/** So many places of personal data are kept of a record, the first ones. */
export const MAX_SPANS = 200;

/** Where something stands in a text; never the text itself. */
const span = {
  field: z.enum(['subject', 'comments', 'context']),
  start: z.int().min(0).meta({ description: 'First position, in UTF-16 units of the field.' }),
  end: z.int().min(0).meta({ description: 'Position after the last, in UTF-16 units of the field.' }),
};

/** Where personal data stands in a text. */
export const PiiSpan = z
  .object({
    type: z.string().max(40).meta({ description: 'Kind, as Amazon Comprehend names it.', example: 'EMAIL' }),
    ...span,
  })
  .meta({ id: 'PiiSpan' });
export type PiiSpan = z.infer<typeof PiiSpan>;

/** What a person may correct; a correction wins over every later analysis. */
export const judgement = {
  sentiment: Sentiment.optional(),
  sentimentScore: z.int().min(-100).max(100).optional().meta({
    description: '−100 (negative) to 100 (positive): 100 · (P(positive) − P(negative)), rounded.',
    example: -62,
  }),
  emotions: z.array(Emotion).max(10).optional(),
  urgency: Urgency.optional(),
};
export const AnalysisJudgement = z.object(judgement);
export type AnalysisJudgement = z.infer<typeof AnalysisJudgement>;

/** So many places are kept of the words that show an early finding's urgency. */
export const MAX_EARLY_EVIDENCE = 20;

/** What the words alone showed before the analysis; kept until it ends, and then replaced by it. */
export const EarlyFinding = z
  .object({
    urgency: Urgency.extract(['high', 'critical']),
    emotions: z.array(Emotion).max(10),
    evidence: z
      .array(z.object(span))
      .max(MAX_EARLY_EVIDENCE)
      .meta({ description: 'Where the words stand that show it.' }),
    version: z.string().max(20).meta({ description: 'Version of our rules and lexicons.', example: '1' }),
  })
  .meta({
    id: 'EarlyFinding',
    description:
      'What the words alone show of a text with high or critical urgency while its analysis is still to come. It needs no paid service, so it is there during an outage or with a spent budget, too. The analysis replaces it, also where it disagrees.',
  });
export type EarlyFinding = z.infer<typeof EarlyFinding>;

/** Rules of urgency that need no term. */
export const EvidenceRule = z.enum(['anger-or-fear-and-very-negative']).meta({
  id: 'EvidenceRule',
  description: '`anger-or-fear-and-very-negative`: anger or fear in a text with a sentimentScore of −60 or below.',
});
export type EvidenceRule = z.infer<typeof EvidenceRule>;

/** So many pieces of evidence are kept of a record. */
export const MAX_EVIDENCE = 50;

/** Why an analysis says what it says. What the place holds is added when a record is shown, never stored twice. */
export const Evidence = z
  .object({
    kind: z.enum(['emotion', 'urgency', 'topic']),
    value: verbatim(z.string().max(100)).meta({ description: 'What it is evidence of.', example: 'frustration' }),
    field: span.field.optional(),
    start: span.start.optional(),
    end: span.end.optional(),
    term: verbatim(z.string().max(10_000)).optional().meta({
      description: 'What stands there. Lists mask it where the place lies in personal data that they mask.',
      example: 'fed up',
    }),
    rule: EvidenceRule.optional().meta({
      description: 'The rule that decided where no term did; then without a place.',
    }),
    negated: z
      .literal(true)
      .optional()
      .meta({ description: 'A denied term counts for what its denial means: “not happy” is disappointment.' }),
  })
  .meta({ id: 'Evidence' });
export type Evidence = z.infer<typeof Evidence>;

/** What text analysis found in one piece of feedback. */
export const Analysis = z
  .object({
    status: AnalysisStatus,
    ...judgement,
    language: z
      .string()
      .max(12)
      .optional()
      .meta({ description: 'Language of the text, as Comprehend codes it.', example: 'en' }),
    keyTopics: z
      .array(verbatim(z.string().max(100)))
      .max(20)
      .optional()
      .meta({
        description:
          'Categories and themes of the company’s taxonomy that the text touches, then other frequent phrases.',
      }),
    pii: z.array(PiiSpan).max(MAX_SPANS).optional(),
    evidence: z.array(Evidence).max(MAX_EVIDENCE).optional().meta({
      description:
        'Where the words stand that show each emotion, an urgency above `normal` and each topic of the taxonomy. It is the engine’s, also where a person has corrected the judgement.',
    }),
    parts: z.partialRecord(AnalysisPart, PartState).optional().meta({
      description: 'What became of each part; absent while there is nothing to say, and of what version `1` analysed.',
    }),
    engine: z.string().max(60).optional().meta({ description: 'Who analysed.', example: 'comprehend' }),
    version: z.string().max(20).optional().meta({ description: 'Version of our rules and lexicons.', example: '1' }),
    reason: AnalysisReason.optional(),
    early: EarlyFinding.optional(),
    attempts: z.int().min(0).optional().meta({ description: 'Tries that failed on this very text.' }),
    analysedAt: z.iso.datetime().optional(),
    correctedBy: z.string().max(128).optional().meta({ description: 'Who corrected the judgement.' }),
    correctedAt: z.iso.datetime().optional(),
    engineSaid: AnalysisJudgement.optional().meta({
      description: 'The engine’s own judgement where a person corrected it; the two together give its precision.',
    }),
  })
  .meta({ id: 'Analysis', description: 'Filled by the analysis pipeline after the record is stored.' });
export type Analysis = z.infer<typeof Analysis>;
