import * as z from 'zod';
import { Score } from '../feedback/feedback.parts.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { TemplateId } from '../survey-template/survey-template.schema.ts';
import { SurveyId } from '../survey/survey.schema.ts';

/** Asking the customer again how satisfied they are, once a follow-up is resolved and they know what was done. */
export const Resurvey = z
  .strictObject({
    templateId: TemplateId.meta({ description: 'Must ask for CSAT, NPS or CES, and not be anonymous.' }),
    afterHours: z.int().min(1).max(720).default(48).meta({ description: 'Hours from the resolving to the asking.' }),
  })
  .meta({ id: 'Resurvey', description: 'The customer is asked again after a follow-up was resolved.' });
export type Resurvey = z.output<typeof Resurvey>;

/** What became of asking the customer again after a cycle. */
export const CycleResurvey = z
  .object({
    state: z.enum(['waiting', 'asked', 'answered', 'unanswered', 'refused', 'cancelled']).meta({
      description:
        '`waiting` for its time, then `asked`, or `refused` by the rules of asking. `cancelled`: the follow-up was opened again, or the survey was cancelled.',
    }),
    reason: z.string().optional().meta({
      description: 'Why the customer was not asked or gave no answer, as the survey or its decision says.',
      example: 'opted_out',
    }),
    templateId: TemplateId,
    askAt: instant.meta({ description: 'When the customer is to be asked.' }),
    askedAt: instant.optional(),
    surveyId: SurveyId.optional(),
    answeredAt: instant.optional(),
    before: Score.optional().meta({ description: 'What the record said on the metric of `after`.' }),
    after: Score.optional().meta({ description: 'What the customer says now.' }),
  })
  .meta({ id: 'CycleResurvey' });
export type CycleResurvey = z.output<typeof CycleResurvey>;
