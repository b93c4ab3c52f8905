import * as z from 'zod';
import { FeedbackId, FeedbackType, Impact, TriageRoute, TriageStatus } from '../feedback/feedback.parts.schema.ts';
import { idSchema } from '../fields/ids.schema.ts';
import { record } from '../fields/record.schema.ts';
import { line } from '../fields/text.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { InitiativeId } from '../initiative/initiative.schema.ts';
import { Reference, TheirStatus, TrackerId } from '../tracker/tracker.schema.ts';
import { EndpointId } from '../webhook/webhook.schema.ts';

export const HandOverId = idSchema('handOver').meta({
  id: 'HandOverId',
  description: 'One per tracker and record or initiative: it follows from both.',
});

const HandOverState = z.enum(['waiting', 'sent', 'referenced']).meta({
  description:
    '`waiting`: the tracker has not confirmed it; `sent`: it has, without a reference; `referenced`: it has one.',
});

/** Where a tracker shows an item. */
export const ItemUrl = z
  .string()
  .max(2_048)
  .regex(/^https?:\/\/[^\s\p{C}]+$/u, 'must be an address of the web')
  .meta({ example: 'https://board.example.com/PROD-1207' });

/** A record or an initiative that was given to a tracker, and what that said of it. */
export const HandOver = record('HandOver', {
  handOverId: HandOverId,
  trackerId: TrackerId,
  endpointId: EndpointId,
  feedbackId: FeedbackId.optional().meta({ description: 'Absent where an initiative was handed over.' }),
  initiativeId: InitiativeId.optional().meta({ description: 'Absent where a record was handed over.' }),
  state: HandOverState,
  type: FeedbackType.optional(),
  theme: line(100).optional().meta({ description: 'Of an initiative the first one.' }),
  impact: Impact.optional(),
  route: TriageRoute.optional().meta({ description: 'Initiatives have none.' }),
  voices: z.int().min(0).meta({ description: 'How many persons had said it when it was handed over.' }),
  externalRef: Reference.optional(),
  url: ItemUrl.optional(),
  theirStatus: TheirStatus.optional().meta({ description: 'As the tracker calls it.' }),
  theirStatusAt: instant.optional().meta({ description: 'Since when, by the tracker.' }),
  status: TriageStatus.optional().meta({
    description: 'What that is in triage; absent where the tracker does not map it.',
  }),
});
export type HandOver = z.output<typeof HandOver>;

export const HandOverFilter = z.strictObject({
  trackerId: TrackerId.optional(),
  state: HandOverState.optional(),
  feedbackId: FeedbackId.optional(),
  initiativeId: InitiativeId.optional(),
});
export type HandOverFilter = z.output<typeof HandOverFilter>;

/** Which initiative goes to which tracker. */
export const HandOverInitiative = z
  .strictObject({ trackerId: TrackerId, initiativeId: InitiativeId })
  .meta({ id: 'HandOverInitiative' });
export type HandOverInitiative = z.output<typeof HandOverInitiative>;

export const ReferHandOver = z
  .strictObject({ externalRef: Reference, url: ItemUrl.optional() })
  .meta({ id: 'ReferHandOver' });
export type ReferHandOver = z.output<typeof ReferHandOver>;
