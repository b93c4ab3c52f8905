import * as z from 'zod';
import { FeedbackId } from '../feedback/feedback.parts.schema.ts';
import { Feedback } from '../feedback/feedback.schema.ts';
import { idSchema, OuterId } from '../fields/ids.schema.ts';
import { record } from '../fields/record.schema.ts';
import { line, prose } from '../fields/text.schema.ts';
import { instant } from '../fields/time.schema.ts';

const By = z.object({ by: z.string().meta({ example: 'manager-1' }), at: instant });

/** Feedback that praises an agent. What was said stays with the record alone. */
export const Praise = record('Praise', {
  praiseId: idSchema('praise'),
  feedbackId: FeedbackId,
  agentId: OuterId.meta({ description: 'Whom it praises, as the snapshot says.', example: 'agent-7' }),
  occurredAt: instant,
  pinned: By.optional().meta({ description: 'A manager pinned it.' }),
  hidden: By.extend({ reason: prose(200).optional() })
    .optional()
    .meta({ description: 'It is not shown: a manager hid it, with a reason, or the agent did.' }),
  thanked: z.array(By).default([]).meta({ description: 'Managers who thanked the agent for it, each once.' }),
});
export type Praise = z.output<typeof Praise>;

/** What is shown of the record: no name, no contact, no customer. */
const PraisedFeedback = Feedback.pick({ feedbackId: true, category: true, language: true, version: true }).extend({
  comments: z.string().max(600).meta({
    description: 'What was said, with personal data masked whatever the settings say.',
    example: 'The agent really listened and explained everything clearly.',
  }),
});

export const ShownPraise = z.object({ feedback: PraisedFeedback, praise: Praise }).meta({ id: 'ShownPraise' });
export type ShownPraise = z.output<typeof ShownPraise>;

export const PraiseFilter = z.strictObject({
  agentId: OuterId.optional().meta({
    description: 'Of this agent; without it what managers have pinned. Agents see their own.',
    example: 'agent-7',
  }),
  hidden: z
    .enum(['true', 'false'])
    .optional()
    .meta({ description: 'What is hidden instead of what is shown; needs `agentId`, and of agents shows their own.' }),
});
export type PraiseFilter = z.output<typeof PraiseFilter>;

export const ActOnPraise = z
  .strictObject({
    action: z.enum(['pin', 'unpin', 'hide', 'show', 'thank']).meta({ example: 'pin' }),
    reason: line(200).optional().meta({ description: 'Of a manager who hides it; required then.' }),
  })
  .meta({ id: 'ActOnPraise' });
export type ActOnPraise = z.output<typeof ActOnPraise>;
