import type { PresetName } from '../import.schema.ts';
import { delighted } from './delighted.ts';
import { csv, ndjson } from './generic.ts';
import { heed } from './heed.ts';
import { type Preset } from './preset.ts';
import { qualtrics } from './qualtrics.ts';
import { surveymonkey } from './surveymonkey.ts';
import { typeform } from './typeform.ts';
import { zendesk } from './zendesk.ts';

export const presets: Readonly<Record<PresetName, Preset>> = {
  csv,
  ndjson,
  heed,
  delighted,
  qualtrics,
  surveymonkey,
  typeform,
  zendesk,
};
