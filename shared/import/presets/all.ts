import { delighted } from './delighted.ts';
import { csv, ndjson } from './generic.ts';
import { heed } from './heed.ts';
import { type Preset } from './preset.ts';
import { qualtrics } from './qualtrics.ts';
import { surveymonkey } from './surveymonkey.ts';
import { typeform } from './typeform.ts';
import { zendesk } from './zendesk.ts';

/** Where files of feedback may come from. */
export const presets = {
  csv,
  ndjson,
  heed,
  delighted,
  qualtrics,
  surveymonkey,
  typeform,
  zendesk,
} as const satisfies Record<string, Preset>;
