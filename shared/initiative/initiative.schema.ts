import * as z from 'zod';
import { idSchema, OuterId } from '../fields/ids.schema.ts';
import { editOf, record } from '../fields/record.schema.ts';
import { linkRecord } from '../http/link.ts';
import { FeedbackId } from '../feedback/feedback.parts.schema.ts';
import { searchText } from '../fields/search.schema.ts';
import { line, prose } from '../fields/text.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { EffectMetric } from './effect.schema.ts';
import { PublicPage } from './public-page.schema.ts';
import { StoredThemeRule, ThemeRule } from './theme-rule.schema.ts';
import { Paragraph } from '../survey-template/localized.schema.ts';

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
  texts: Paragraph.optional().meta({
    description: 'What the people who asked for it are told, per language; plain text.',
    example: { en: 'Two more people serve you on Mondays.' },
  }),
  metric: EffectMetric.optional().meta({
    description: 'What it shall change, for the comparison before and after; `csat` if not said.',
    example: 'csat',
  }),
};

const themeRule = {
  themeRule: ThemeRule.optional().meta({
    description: 'New feedback that matches is linked as it is analysed, unless it is linked already.',
  }),
};

const count = z.int().min(0);

export const Initiative = record('Initiative', {
  initiativeId: InitiativeId,
  ...fields,
  themeRule: StoredThemeRule.optional(),
  startedAt: instant.optional().meta({ description: 'When work on it first began.' }),
  shippedAt: instant.optional().meta({ description: 'When it was last shipped.' }),
  decidedAt: instant.optional().meta({ description: 'When its status was last decided.' }),
  voices: count.optional().meta({
    description:
      'Distinct people whose feedback is linked: by customer id, else by address; a record without either counts for itself.',
    example: 41,
  }),
  linked: count.optional().meta({ description: 'Records that are linked.', example: 57 }),
  publicPage: PublicPage.optional().meta({ description: 'Absent while it is not published.' }),
});
export type Initiative = z.output<typeof Initiative>;

export const LinkSource = z.enum(['hand', 'rule', 'similar']).meta({
  id: 'LinkSource',
  description:
    'What found it: whoever linked it, the theme rule of the initiative, or its similarity to other feedback. A suggestion that somebody takes over counts as what made it.',
  example: 'rule',
});
export type LinkSource = z.output<typeof LinkSource>;

/** Feedback that raised an initiative; a piece of feedback belongs to one at most. */
export const FeedbackLink = linkRecord('FeedbackLink', {
  feedbackId: FeedbackId,
  initiativeId: InitiativeId,
  source: LinkSource.optional(),
  person: z.string().optional().meta({ description: 'Whose voice it is, as it was when it was linked.' }),
});
export type FeedbackLink = z.output<typeof FeedbackLink>;

/** What a caller says of the links that it makes; what a rule found, the rule links. */
export const linkSays = {
  source: LinkSource.exclude(['rule'])
    .optional()
    .meta({ description: '`similar` where a suggestion is taken over; `hand` if not said.', example: 'similar' }),
};
export type LinkSays = { source?: z.output<typeof linkSays.source> };
export const linkFilter = { source: LinkSource.optional() };
export type LinkFilter = { source?: z.output<typeof linkFilter.source> };

export const CreateInitiative = z.strictObject({ ...fields, ...themeRule }).meta({ id: 'CreateInitiative' });

const HoldMinutes = z.int().min(0).max(1_440);
/** What is said with a change of status about the mails that follow from it; none of it is stored with the initiative. */
const telling = {
  notify: z
    .boolean()
    .optional()
    .meta({ description: 'Whether the people who asked for it are told; true by default.' }),
  holdMinutes: HoldMinutes.optional().meta({
    description: 'So long mails wait and can be called off; by default as the settings say.',
    example: 10,
  }),
};
export const EditInitiative = editOf('EditInitiative', { ...fields, ...themeRule, ...telling });
export type EditInitiative = z.output<typeof EditInitiative>;

/** An initiative after a change, with whom its new status tells. */
export const ChangedInitiative = Initiative.extend({
  notifies: z
    .object({
      at: instant.meta({ description: 'Until then it can be called off.' }),
      people: count.meta({ description: 'Voices that no mail of this kind was made for yet.' }),
    })
    .optional()
    .meta({ description: 'Absent where nobody is told.' }),
}).meta({ id: 'ChangedInitiative' });
export type ChangedInitiative = z.output<typeof ChangedInitiative>;

export const InitiativeFilter = z.strictObject({
  status: fields.status.unwrap().optional(),
  ownerId: OuterId.optional(),
  theme: theme.optional(),
  q: searchText('the title').optional(),
  order: z
    .enum(['newest', 'voices'])
    .optional()
    .meta({ description: 'The newest first, or those that most people asked for.', example: 'voices' }),
});
export type InitiativeFilter = z.output<typeof InitiativeFilter>;
