import * as z from 'zod';
import { Activity, OpenActivity } from '../activity/activity.schema.ts';
import { ContactOfCustomer } from '../contact/contact.schema.ts';
import { CurrentConsent } from '../consent/consent.schema.ts';
import { CustomerId } from '../customer/customer.parts.schema.ts';
import { Customer } from '../customer/customer.schema.ts';
import { DocumentInBrief } from '../document/document.schema.ts';
import { FeedbackId, FollowUpStatus, Score } from '../feedback/feedback.parts.schema.ts';
import { Feedback } from '../feedback/feedback.schema.ts';
import { Actor } from '../fields/actor.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { SeenHousehold } from '../household/household.schema.ts';
import { PurchaseInBrief, PurchaseTotals } from '../purchase/purchase.schema.ts';
import { ScoresInBrief } from '../score/score.schema.ts';
import { Decision } from '../survey/survey.schema.ts';
import { VehicleOfCustomer } from '../vehicle/vehicle.schema.ts';

/** What a timeline is made of; `customer` is the record itself. */
export const timelineKinds = ['feedback', 'survey', 'purchase', 'document', 'activity', 'customer'] as const;
export type TimelineKind = (typeof timelineKinds)[number];

/** Something that happened with a customer. */
export const TimelineEntry = z
  .object({
    at: instant,
    kind: z.enum(timelineKinds),
    ref: z
      .object({
        type: z.enum(['feedback', 'survey', 'decision', 'purchase', 'document', 'activity', 'customer']),
        id: z.string(),
      })
      .meta({ description: 'The record that the entry is about.' }),
    title: z
      .string()
      .meta({ description: 'In English, without what people wrote.', example: 'Complaint, CSAT 1 of 5' }),
    direction: z.enum(['inbound', 'outbound']).optional(),
    actor: Actor.optional(),
    feedback: Feedback.optional().meta({ description: 'Masked as in lists.' }),
    decision: Decision.optional(),
    purchase: PurchaseInBrief.pick({ kind: true, total: true }).optional(),
    document: DocumentInBrief.pick({ kind: true, status: true }).optional(),
    activity: Activity.pick({ type: true, status: true }).optional(),
  })
  .meta({ id: 'TimelineEntry' });
export type TimelineEntry = z.output<typeof TimelineEntry>;

const LastScore = z.object({ score: Score, feedbackId: FeedbackId, at: instant });

/** All there is to see of a customer at once. */
export const CustomerView = z
  .object({
    customerId: CustomerId,
    profile: Customer,
    timeline: z
      .object({ items: z.array(TimelineEntry), nextCursor: z.string().nullable() })
      .optional()
      .meta({ description: 'The newest 20 entries; `nextCursor` leads on in the timeline itself.' }),
    scores: z
      .object({ last: z.array(LastScore), feedback: z.int() })
      .optional()
      .meta({
        description: 'The newest score of each metric among the newest 20 entries; `feedback` of them were feedback.',
      }),
    openFollowUps: z
      .array(z.object({ feedbackId: FeedbackId, status: FollowUpStatus }))
      .optional()
      .meta({ description: 'Of the feedback among the newest 20 entries.' }),
    consents: z
      .array(CurrentConsent)
      .optional()
      .meta({ description: 'What the person permits now; with `consent:read`.' }),
    contacts: z.array(ContactOfCustomer).optional().meta({
      description:
        'Who is at a business today, 20 at most, those who stay longest first; of an individual, the contacts that they are.',
    }),
    household: SeenHousehold.optional().meta({ description: 'Of an individual who is in one.' }),
    purchases: z
      .object({ items: z.array(PurchaseInBrief), totals: PurchaseTotals })
      .optional()
      .meta({ description: 'The last 10, and what was bought in all; with `purchases:read`.' }),
    vehicles: z
      .array(VehicleOfCustomer)
      .optional()
      .meta({ description: 'What they own or drive now, the 10 newest; with `vehicles:read`.' }),
    customerScores: ScoresInBrief.optional().meta({
      description:
        'Health, risk of being lost, lifetime value and RFM, as they were made last; of who was never scored absent.',
    }),
    documents: z.array(DocumentInBrief).optional().meta({ description: 'The 10 newest; with `documents:read`.' }),
    activities: z.array(OpenActivity).optional().meta({
      description:
        'What is still to be done, the 10 that are due first, the overdue ones among them; of an agent their own; with `activities:read`.',
    }),
    partial: z
      .array(
        z.enum([
          'timeline',
          'consents',
          'contacts',
          'household',
          'purchases',
          'vehicles',
          'customerScores',
          'documents',
          'activities',
        ]),
      )
      .meta({ description: 'Parts that could not be read; all others are as they are.' }),
  })
  .meta({ id: 'CustomerView' });
export type CustomerView = z.output<typeof CustomerView>;
