import { newId } from '../../kernel/ids.ts';
import { readyMade } from '../../survey-template/ready-made/ready-made.ts';
import { type SurveyTemplate, SurveyTemplateInput } from '../../survey-template/survey-template.schema.ts';

const at = '2026-11-20T10:00:00.000Z';

/** A template of which surveys are sent at once; nothing is stored. For tests. */
export const aTemplate = (overrides: Partial<SurveyTemplate> = {}): SurveyTemplate => ({
  ...SurveyTemplateInput.parse(Object.values(readyMade)[0]),
  templateId: newId('template'),
  version: 1,
  createdAt: at,
  updatedAt: at,
  createdBy: 'user-1',
  sendDelayHours: 0,
  ...overrides,
});
