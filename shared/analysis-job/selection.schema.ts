import * as z from 'zod';
import { languagesByPart } from '../analysis/capabilities.ts';
import { DaysFilter } from '../match/match.schema.ts';

const handled: ReadonlySet<string> = new Set(Object.values(languagesByPart).flat());

/** Which feedback is meant, as JSON: the filters of the list and days. */
export const Selection = DaysFilter.refine(({ language }) => language === undefined || handled.has(language), {
  path: ['language'],
  error: 'is not a language that the analysis handles',
}).meta({
  id: 'AnalysisSelection',
  description:
    'Which feedback is meant; all that is given must hold. What is excluded, quarantined or deleted never is.',
  example: { from: '2026-10-01', source: 'api' },
});
export type Selection = z.output<typeof Selection>;
