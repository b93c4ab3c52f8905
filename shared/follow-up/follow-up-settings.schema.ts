import * as z from 'zod';
import { CalendarId } from '../calendar/calendar.schema.ts';
import { Email } from '../fields/email.schema.ts';
import { record } from '../fields/record.schema.ts';
import { Language, line } from '../fields/text.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { Resurvey } from './resurvey.schema.ts';
import { readyActions, readyRootCauses } from './ready-made.ts';

/** A word of a company's list, as it is stored and chosen. */
export const Code = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, 'must be 1 to 40 of a-z, 0-9 and _, beginning with a letter')
  .meta({ example: 'billing_error' });

const entry = {
  code: Code,
  label: z.record(Language, line(100)).refine((label) => Object.keys(label).length > 0, 'must have a language'),
  retiredAt: instant.optional().meta({ description: 'From then on it is not chosen any more, and still read.' }),
};
type Entry = { code: string; parent?: string | undefined };
const distinct = (entries: readonly Entry[]): boolean =>
  new Set(entries.map(({ code }) => code)).size === entries.length;
const ONCE = 'must not hold a code twice';
/** A parent is in the list, and has none itself. */
const twoLevels = (entries: readonly Entry[]): boolean => {
  const tops = new Set(entries.filter(({ parent }) => parent === undefined).map(({ code }) => code));
  return entries.every(({ parent }) => parent === undefined || tops.has(parent));
};

const MOST_MINUTES = 50_000;
const minutes = z.int().min(1).max(MOST_MINUTES);
type Times = { firstTouch: number; close: number };
const inOrder = ({ firstTouch, close }: Times): boolean => firstTouch <= close;
const ORDER = { path: ['firstTouch'], error: 'must not be above close' };

/** Business minutes from the opening to the first touch and to the closing. */
export const Target = z
  .strictObject({ firstTouch: minutes, close: minutes })
  .refine(inOrder, ORDER)
  .meta({ id: 'FollowUpTarget', description: 'Business minutes from the opening.' });
export type Target = z.output<typeof Target>;

const target = (firstTouch: number, close: number) =>
  z
    .strictObject({ firstTouch: minutes.default(firstTouch), close: minutes.default(close) })
    .refine(inOrder, ORDER)
    .prefault({});

const fields = {
  targets: z
    .strictObject({
      critical: target(60, 480),
      high: target(240, 960),
      normal: target(480, 2_400),
      low: target(960, 4_800),
    })
    .prefault({})
    .meta({ description: 'Business minutes from the opening to the first touch and to the closing, by urgency.' }),
  calendarId: CalendarId.default('default').meta({ description: 'By whose hours time is counted.' }),
  rootCauses: z
    .array(z.strictObject({ ...entry, parent: Code.optional() }))
    .min(1)
    .max(100)
    .refine(distinct, ONCE)
    .refine(twoLevels, 'must have two levels at most, and each parent in the list')
    .default(readyRootCauses),
  actions: z.array(z.strictObject(entry)).min(1).max(100).refine(distinct, ONCE).default(readyActions),
  replyTo: Email.optional().meta({
    description: 'Where customers’ answers to messages go. Without it messages say that they cannot be answered.',
  }),
  resurvey: Resurvey.optional().meta({
    description:
      'Asks the customer again after a follow-up was resolved and they were told; nobody is asked without it.',
  }),
  reopenIfUnhappy: z
    .boolean()
    .default(true)
    .meta({ description: 'A customer who is asked again and is still unhappy opens the follow-up again.' }),
};

export const StoredFollowUpSettings = record('StoredFollowUpSettings', {
  settingsId: z.literal('follow-up'),
  ...fields,
});

/** What a company has decided about its follow-ups; everything has a default. */
export const FollowUpSettings = z
  .object({
    ...fields,
    version: z.int().min(0).meta({ description: '0: never changed.' }),
    updatedAt: z.iso.datetime().optional(),
  })
  .meta({ id: 'FollowUpSettings' });
export type FollowUpSettings = z.output<typeof FollowUpSettings>;

export const PutFollowUpSettings = z
  .strictObject(fields)
  .meta({ id: 'PutFollowUpSettings', description: 'Replaces all of it; what is left out takes its default.' });
export type PutFollowUpSettings = z.output<typeof PutFollowUpSettings>;
