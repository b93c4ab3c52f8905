import * as z from 'zod';
import { TriageStatus } from '../feedback/feedback.parts.schema.ts';
import { idSchema } from '../fields/ids.schema.ts';
import { pastInstant } from '../fields/past-instant.schema.ts';
import { editOf, record } from '../fields/record.schema.ts';
import { line } from '../fields/text.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { EndpointId } from '../webhook/webhook.schema.ts';

export const TrackerId = idSchema('tracker');

/** What a tracker calls an item: its number or key there. */
export const Reference = line(200).meta({ example: 'PROD-1207' });
/** A status as a tracker calls it. */
export const TheirStatus = line(100).meta({ example: 'Done' });

const MOST_STATUSES = 50;

const fields = {
  name: line(100).meta({ example: 'Product board' }),
  endpointId: EndpointId.meta({
    description:
      'The webhook that its hand-overs are sent to, whatever events that names; keep it for this alone. One that names `TriageHandedOver` is told of those to other trackers, too.',
  }),
  text: z.enum(['none', 'masked', 'full']).default('masked').meta({
    description: 'What of a record’s texts is sent: nothing, with the kind in place of personal data, or all.',
  }),
  statusMap: z
    .record(TheirStatus, TriageStatus.exclude(['new', 'duplicate']))
    .refine((map) => Object.keys(map).length <= MOST_STATUSES, `must name at most ${MOST_STATUSES} statuses`)
    .default({})
    .meta({
      description:
        'What its statuses are in triage; one that is not named is kept and shown, and moves nothing. An initiative is moved by those of them that initiatives have.',
      example: { 'In progress': 'in_progress', Done: 'shipped' },
    }),
  referencePath: z
    .string()
    .max(200)
    .regex(/^[\w-]+(?:\.[\w-]+){0,9}$/, 'must be names with dots between')
    .optional()
    .meta({
      description: 'Where its reply to a hand-over says the reference; `externalRef` when left out.',
      example: 'data.issue.key',
    }),
  mayNotify: z.boolean().default(false).meta({
    description:
      'Whether the people who asked for an initiative are told when the tracker moves it. The move of a record tells nobody.',
  }),
};

const told = {
  trackerId: TrackerId,
  ...fields,
  oldSecretUntil: instant.optional().meta({ description: 'Until when the old secret is good, too.' }),
};

/** A work list outside, to which records and initiatives are handed over and which says what became of them. */
export const Tracker = record('Tracker', told);
export type Tracker = z.output<typeof Tracker>;

/** With its secret, which is shown with the answer that makes it and never again. */
export const TrackerWithSecret = Tracker.extend({
  secret: z.string().optional().meta({
    description: 'With this it signs what it sends. Shown this once; left out where it has been replaced since.',
    example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=',
  }),
}).meta({ id: 'TrackerWithSecret' });

/** As it is stored: secrets are sealed. */
export const StoredTracker = record('StoredTracker', {
  ...told,
  secret: z.string(),
  secretVersion: z.int(),
  oldSecret: z.string().optional(),
});
export type StoredTracker = z.output<typeof StoredTracker>;

export const CreateTracker = z.strictObject(fields).meta({ id: 'CreateTracker' });
export type CreateTracker = z.output<typeof CreateTracker>;
export const EditTracker = editOf('EditTracker', fields);

export const TrackerFilter = z.strictObject({ endpointId: EndpointId.optional() });
export type TrackerFilter = z.output<typeof TrackerFilter>;

/** What a tracker says of an item. */
export const TrackerSays = z
  .strictObject({
    externalRef: Reference,
    status: TheirStatus,
    updatedAt: pastInstant.meta({
      description: 'When it got this status there; an older one than is known changes nothing.',
      example: '2026-11-01T10:00:00Z',
    }),
  })
  .meta({ id: 'TrackerSays' });
export type TrackerSays = z.output<typeof TrackerSays>;
