import * as z from 'zod';
import { CustomerId } from '../customer/customer.parts.schema.ts';
import { idSchema, OuterId } from '../fields/ids.schema.ts';
import { pastInstant } from '../fields/past-instant.schema.ts';
import { editOf, record } from '../fields/record.schema.ts';
import { line, prose } from '../fields/text.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { verbatim } from '../fields/verbatim.schema.ts';
import { isTimeZone } from '../kernel/calendar.ts';
import { ruleOf } from './recurrence.ts';

export const ActivityId = idSchema('activity');

const LATEST = Date.parse('2200-01-01T00:00:00.000Z');
/** An instant that may lie ahead; later than this nobody plans, and texts of instants would not sort any more. */
const planned = pastInstant.refine((at) => !(Date.parse(at) >= LATEST), 'must lie before the year 2200');

export const MOST_PARTICIPANTS = 100;
/** Each has a row of its own, and all of them are written in one transaction. */
export const MOST_CUSTOMERS = 30;
/** The transaction that completes one of a series makes the next one with it: four writes a customer, of 100 in all. */
export const MOST_CUSTOMERS_OF_SERIES = 24;
const MOST_REMINDERS = 10;
const FOUR_WEEKS = 40_320;
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

const Recurrence = z
  .string()
  .max(200)
  .regex(/^[A-Z]+=/, { error: 'must be an RRULE such as FREQ=WEEKLY;COUNT=10', abort: true })
  .superRefine((text, context) => {
    const rule = ruleOf(text);
    if ('fault' in rule) context.addIssue(rule.fault);
  })
  .meta({
    description:
      'RRULE (RFC 5545) by which it comes again: `FREQ` of `DAILY`, `WEEKLY`, `MONTHLY` or `YEARLY`, ended by either `COUNT` (up to 9999) or `UNTIL` (a day, or an instant in UTC); `INTERVAL` (up to 999); `BYDAY`, with a number such as `2TU` or `-1FR` in months alone, and not for years; `BYMONTHDAY` in months alone; `WKST=MO`. Completing one makes the next one, so far as it lies within two years. Sending it in a change begins the rule anew with this one; null ends it.',
    example: 'FREQ=WEEKLY;BYDAY=MO;COUNT=10',
  });

const Reminders = z
  .array(z.int().min(0).max(FOUR_WEEKS))
  .max(MOST_REMINDERS)
  .refine((minutes) => new Set(minutes).size === minutes.length, 'must not name a minute twice')
  .meta({
    description:
      'Minutes before it begins, or before it is due where no `startAt` says when it begins, at which its owner is reminded; four weeks at most. What lies in the past when it is set reminds nobody.',
    example: [15],
    uniqueItems: true,
  });

const timeZone = z.string().max(64).refine(isTimeZone, 'must be an IANA time zone');

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
  timeZone: timeZone
    .default('UTC')
    .meta({
      description: 'IANA zone in which it is shown, and on whose clocks it comes again.',
      example: 'Europe/Vienna',
    }),
  location: verbatim(line(200)).optional(),
  priority: z.enum(['low', 'normal', 'high']).default('normal'),
  reminders: Reminders.optional(),
  recurrence: Recurrence.optional(),
};
const ownerId = OuterId.meta({ description: 'Who has to do it.', example: 'user-7' });
const Status = z.enum(['open', 'in_progress', 'completed', 'cancelled']);

const Series = z
  .object({
    n: z
      .int()
      .min(1)
      .meta({ description: 'Counts the days of the rule up to this one, those that were left out among them.' }),
    on: z.iso.date().meta({ description: 'The day of the rule that this one is for.', example: '2026-12-10' }),
    startAt: planned.optional(),
    dueAt: planned,
    timeZone,
  })
  .meta({ id: 'ActivitySeries', description: 'From where its rule counts: times of the first one, in their zone.' });
export type Series = z.output<typeof Series>;

/** An activity as it is stored. */
export const StoredActivity = record('StoredActivity', {
  activityId: ActivityId,
  ...written,
  ownerId,
  status: Status,
  outcome: Outcome.optional(),
  completedAt: instant.optional(),
  cancelledAt: instant.optional(),
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
}).meta({ id: 'OpenActivity' });
export type OpenActivity = z.output<typeof OpenActivity>;

export const CreateActivity = z
  .strictObject({
    ...written,
    ownerId: ownerId.optional().meta({ description: 'Whoever asks, if not said.', example: 'user-7' }),
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
    ownerId: CreateActivity.shape.ownerId,
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
});
export type ActivityFilter = z.output<typeof ActivityFilter>;
