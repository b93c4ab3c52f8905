import * as z from 'zod';
import { CustomerId } from '../customer/customer.parts.schema.ts';
import { idSchema, OuterId } from '../fields/ids.schema.ts';
import { editOf, record } from '../fields/record.schema.ts';
import { line, prose } from '../fields/text.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { verbatim } from '../fields/verbatim.schema.ts';
import { MOST_REMINDERS, planned, Recurrence, Reminders, Series, timeZone } from './times.schema.ts';

export const ActivityId = idSchema('activity');

export const MOST_PARTICIPANTS = 100;
/** Each has a row of its own, and all of them are written in one transaction. */
export const MOST_CUSTOMERS = 30;
/** The transaction that completes one of a series makes the next one with it: four writes a customer, of 100 in all. */
export const MOST_CUSTOMERS_OF_SERIES = 24;
/** How many others an answer names that overlap. */
export const MOST_CONFLICTS = 20;

const RelatedTo = z
  .strictObject({ type: z.enum(['customer', 'contact', 'vehicle', 'purchase']), id: OuterId })
  .meta({ id: 'ActivityRelatedTo', example: { type: 'customer', id: 'cus_01jd3k5w8z9x7v6t5s4r3q2p1n' } });
export type RelatedTo = z.output<typeof RelatedTo>;

const Participant = z
  .strictObject({ type: z.enum(['user', 'customer', 'contact']), id: OuterId })
  .meta({ id: 'ActivityParticipant', example: { type: 'user', id: 'user-7' } });
export type Participant = z.output<typeof Participant>;

const Outcome = verbatim(line(200)).meta({ description: 'What came of it.', example: 'Wants an offer' });
const Notes = prose(10_000);

const written = {
  type: z.enum(['call', 'email', 'meeting', 'task', 'follow_up', 'visit', 'appointment']),
  subject: verbatim(line(200)).meta({ example: 'Call back about the offer' }),
  notes: Notes.optional(),
  participants: z
    .array(Participant)
    .max(MOST_PARTICIPANTS)
    .default([])
    .meta({ description: `Who takes part beside the owner; at most ${MOST_CUSTOMERS} customers among them.` }),
  relatedTo: RelatedTo.optional().meta({ description: 'What it is about; has to exist.' }),
  startAt: planned.optional().meta({ description: 'When it begins.', example: '2026-12-10T09:00:00.000Z' }),
  dueAt: planned.meta({
    description: 'When it has to be done, or ends; not in the past when it is set.',
    example: '2026-12-10T10:00:00.000Z',
  }),
  durationMinutes: z.int().min(1).max(44_640).optional().meta({ example: 60 }),
  allDay: z.boolean().default(false),
  timeZone: timeZone.default('UTC').meta({
    description: 'IANA zone in which it is shown, and on whose clocks it comes again.',
    example: 'Europe/Vienna',
  }),
  location: verbatim(line(200)).optional(),
  priority: z.enum(['low', 'normal', 'high']).default('normal'),
  reminders: Reminders.optional(),
  recurrence: Recurrence.optional(),
};
const ownerId = OuterId.meta({ description: 'Who has to do it.', example: 'user-7' });
const givenOwner = ownerId.optional().meta({ description: 'Whoever asks, if not said.', example: 'user-7' });
const Status = z.enum(['open', 'in_progress', 'completed', 'cancelled']);

/** An activity as it is stored. */
export const StoredActivity = record('StoredActivity', {
  activityId: ActivityId,
  ...written,
  ownerId,
  status: Status,
  outcome: Outcome.optional(),
  completedAt: instant.optional(),
  cancelledAt: instant.optional(),
  sequence: z.int().min(0).optional().meta({
    description: 'Rises with each change of which calendars are told: time, place, subject, and that it is called off.',
    example: 0,
  }),
  invitedAt: instant.optional().meta({ description: 'When a mail last told somebody of it.' }),
  customerIds: z.array(CustomerId).meta({
    description:
      'The customers that it is about or who take part: also whoever bought the purchase or has the vehicle when that is said, and the customer that a contact is.',
  }),
  remindAt: z
    .array(instant)
    .max(MOST_REMINDERS)
    .optional()
    .meta({ description: 'When its owner is still to be reminded.' }),
  remindedAt: instant.optional().meta({ description: 'For which minute its owner was reminded last.' }),
  overdueTold: instant.optional().meta({ description: 'The `dueAt` of which it was told that it has passed.' }),
  seriesId: ActivityId.optional().meta({ description: 'The first one of the series that it is one of.' }),
  series: Series.optional(),
});
export type StoredActivity = z.output<typeof StoredActivity>;

const Conflict = z
  .object({ activityId: ActivityId, startAt: instant, dueAt: instant })
  .meta({ id: 'ActivityConflict' });
export type Conflict = z.output<typeof Conflict>;

export const Activity = StoredActivity.extend({
  // Optional, because stored rows are measured by this schema in tests of lists; every answer says it.
  overdue: z.boolean().optional().meta({ description: 'Whether it is not done, and was due before now.' }),
  conflicts: z.array(Conflict).max(MOST_CONFLICTS).optional().meta({
    description:
      'Where a meeting, visit or appointment that has a start was just planned or changed: what its owner has to do in that time, too.',
  }),
  customer: z.object({ customerId: CustomerId, displayName: z.string() }).optional().meta({
    description: 'The first of its customers, in a list that asks `with=customer`, for who may see customers.',
  }),
}).meta({ id: 'Activity' });
export type Activity = z.output<typeof Activity>;

/** An activity that somebody still has to do, as the view of a customer shows it. */
export const OpenActivity = StoredActivity.pick({
  activityId: true,
  type: true,
  subject: true,
  status: true,
  priority: true,
  ownerId: true,
  startAt: true,
  dueAt: true,
  recurrence: true,
}).meta({ id: 'OpenActivity' });
export type OpenActivity = z.output<typeof OpenActivity>;

export const CreateActivity = z
  .strictObject({
    ...written,
    ownerId: givenOwner,
  })
  .meta({ id: 'CreateActivity' });
export type CreateActivity = z.output<typeof CreateActivity>;

export const EditActivity = editOf('EditActivity', {
  ...written,
  ownerId,
  status: z.enum(['open', 'in_progress']),
});
export type EditActivity = z.output<typeof EditActivity>;

export const Strict = z.strictObject({
  strict: z.enum(['true', 'false']).optional().meta({
    description:
      'Refuses a meeting, visit or appointment that overlaps with something else of its owner: 409, and nothing is written. It must be over within seven days.',
    example: 'true',
  }),
});
export type Strict = z.output<typeof Strict>;

export const ScheduleActivity = z
  .strictObject({
    type: written.type,
    customerId: CustomerId.meta({ description: 'With whom.' }),
    at: planned.meta({
      description: 'When it has to be done; a meeting, visit or appointment begins then. Not in the past.',
      example: '2026-12-10T09:00:00.000Z',
    }),
    subject: written.subject,
    ownerId: givenOwner,
    relatedTo: RelatedTo.optional().meta({ description: 'What it is about, if not the customer.' }),
  })
  .meta({ id: 'ScheduleActivity' });
export type ScheduleActivity = z.output<typeof ScheduleActivity>;

export const CompleteActivity = z
  .strictObject({ outcome: Outcome, notes: Notes.optional().meta({ description: 'Takes the place of its notes.' }) })
  .meta({ id: 'CompleteActivity' });
export type CompleteActivity = z.output<typeof CompleteActivity>;

export const ActivityFilter = z.strictObject({
  ownerId: OuterId.optional(),
  type: written.type.optional(),
  status: Status.optional(),
  dueFrom: z.iso.datetime().optional().meta({ description: 'Nothing due earlier.' }),
  dueTo: z.iso.datetime().optional().meta({ description: 'Nothing due at this instant or later.' }),
  relatedTo: OuterId.optional().meta({ description: 'The id of what they are about.' }),
  done: z.enum(['true', 'false']).optional().meta({
    description: 'Those that are completed or cancelled, or those that are still to be done.',
    example: 'false',
  }),
  overdue: z
    .enum(['true', 'false'])
    .optional()
    .meta({ description: 'Those that are not done and were due before now, or all others.', example: 'true' }),
  with: z.literal('customer').optional().meta({ description: 'Names the first customer of each.' }),
});
export type ActivityFilter = z.output<typeof ActivityFilter>;
