import * as z from 'zod';
import { idSchema, OuterId } from '../fields/ids.schema.ts';
import { editOf, record } from '../fields/record.schema.ts';
import { linkRecord } from '../http/link.ts';
import { FeedbackId } from '../feedback/feedback.parts.schema.ts';
import { searchText } from '../fields/search.schema.ts';
import { line, prose } from '../fields/text.schema.ts';
import { instant } from '../fields/time.schema.ts';

export const InitiativeId = idSchema('initiative');

const theme = line(100);
const distinct = (themes: readonly string[]): boolean => new Set(themes).size === themes.length;

const fields = {
  title: line(200).meta({ example: 'Shorter queue on Mondays' }),
  status: z
    .enum(['planned', 'in_progress', 'shipped', 'wont_do'])
    .default('planned')
    .meta({ description: 'Any may follow any other.' }),
  ownerId: OuterId.optional().meta({ description: 'Who answers for it.', example: 'user-7' }),
  themes: z
    .array(theme)
    .max(20)
    .refine(distinct, 'must not name a theme twice')
    .default([])
    .meta({ description: 'What the feedback that it answers is about.', example: ['queue'], uniqueItems: true }),
  targetOn: z.iso.date().optional().meta({ description: 'Day by which it shall be shipped.', example: '2027-03-01' }),
  reason: prose(1_000).optional().meta({ description: 'Why nothing will be done; `wont_do` needs one.' }),
};

export const Initiative = record('Initiative', {
  initiativeId: InitiativeId,
  ...fields,
  startedAt: instant.optional().meta({ description: 'When work on it first began.' }),
  shippedAt: instant.optional().meta({ description: 'When it was last shipped.' }),
  decidedAt: instant.optional().meta({ description: 'When its status was last decided.' }),
});
export type Initiative = z.output<typeof Initiative>;

/** Feedback that raised an initiative; a piece of feedback belongs to one at most. */
export const FeedbackLink = linkRecord('FeedbackLink', { feedbackId: FeedbackId, initiativeId: InitiativeId });

export const CreateInitiative = z.strictObject(fields).meta({ id: 'CreateInitiative' });
export const EditInitiative = editOf('EditInitiative', fields);

export const InitiativeFilter = z.strictObject({
  status: fields.status.unwrap().optional(),
  ownerId: OuterId.optional(),
  theme: theme.optional(),
  q: searchText('the title').optional(),
});
export type InitiativeFilter = z.output<typeof InitiativeFilter>;
