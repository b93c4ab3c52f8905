import * as z from 'zod';
import { SurveyLanguage } from '../survey-template/localized.schema.ts';
import { Survey } from './survey.schema.ts';

/** A survey and what the machinery needs of it. */
const fields = Survey.extend({
  customerKey: z.string(),
  reminders: z.array(z.int()).meta({ description: 'Delays of those still to come, in milliseconds after the mail.' }),
  expiryMs: z.int(),
  dueKind: z.enum(['send', 'remind', 'expire', 'settle']).optional().meta({ description: 'What becomes due with it.' }),
  dueAt: z.iso.datetime().optional(),
  messageIds: z.array(z.string()),
  triggerKey: z.string().optional(),
  capDay: z.iso.date(),
  scannedAt: z.iso.datetime().optional().meta({
    description: 'When a mail gateway was first seen pressing buttons; stays when a person answers later.',
  }),
  lastMailAt: z.iso.datetime().optional().meta({
    description: 'When a mail about it, the first or a reminder, last went out or was last delivered.',
  }),
  answeredIn: SurveyLanguage.optional(),
  mailDomain: z.string().optional().meta({
    description: 'Of the address, where the person was erased: how mail arrives is counted by domain.',
  }),
  lastPost: z
    .object({ at: z.int(), page: z.string(), score: z.int().optional() })
    .optional()
    .meta({ description: 'The last posted page, to tell a person who changes their mind from a burst of many pages.' }),
});
type Fields = z.infer<typeof fields>;

/**
 * What an answer sets on its survey. A burst is taken back by these names: the table does not keep a field that is
 * undefined, so what is read from it cannot say which fields were absent.
 */
export const answerFields = [
  'status',
  'startedAt',
  'completedAt',
  'editableUntil',
  'responses',
  'contactRequest',
  'overallScore',
  'comments',
  'answeredIn',
] as const;
export type Answered = Pick<Fields, (typeof answerFields)[number]>;

/** A survey as it is stored. `before` is what stood there before the latest run of changes through pages. */
export const SurveyRow = fields.extend({
  before: z
    .object({
      at: z.int(),
      stood: fields.pick({
        status: true,
        startedAt: true,
        completedAt: true,
        editableUntil: true,
        responses: true,
        contactRequest: true,
        overallScore: true,
        comments: true,
        answeredIn: true,
        dueKind: true,
        dueAt: true,
      }),
    })
    .optional(),
});
export type SurveyRow = z.infer<typeof SurveyRow>;
