import * as z from 'zod';
import { defineRoutes } from '../http/contract.ts';
import { AnalysisPart } from './analysis.schema.ts';
import { Precision, PrecisionQuery } from './precision.schema.ts';

/** What the analysis handles in which languages. */
const Capabilities = z
  .object({
    parts: z.record(AnalysisPart, z.array(z.string().max(12))).meta({
      description: 'The languages that each part handles, as Comprehend codes them.',
      example: { sentiment: ['de', 'en'], keyPhrases: ['de', 'en'], pii: ['en'], emotions: ['en'], urgency: ['en'] },
    }),
    engine: z.string().meta({ description: 'Who analyses.', example: 'comprehend' }),
    version: z.string().meta({ description: 'Version of our rules and lexicons.', example: '2' }),
  })
  .meta({ id: 'AnalysisCapabilities' });

export const analysisRoutes = defineRoutes('analysis', {
  capabilities: {
    method: 'GET',
    path: '/api/crm/analysis/capabilities',
    summary: 'List what text analysis handles in which languages',
    description:
      'In any other language a part is `unsupported`: `analysis.parts` of a record says so, and what the part would have found is absent.',
    permission: 'analysis:read',
    reply: { 200: Capabilities },
  },
  precision: {
    method: 'GET',
    path: '/api/crm/analysis/precision',
    summary: 'Get how often the engine was right, by what people have corrected',
    description:
      'About feedback that was given on these days. People correct mistakes, so these figures are worse than those of all feedback would be. A record counts with all that was judged of it, also with what its correction left as it was. Changes of the last seconds may be missing.',
    permission: 'analysis:read',
    query: PrecisionQuery,
    reply: { 200: Precision },
  },
});
