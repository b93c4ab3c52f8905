import * as z from 'zod';
import { Channel } from '../consent/consent.schema.ts';
import { record } from '../fields/record.schema.ts';
import { line } from '../fields/text.schema.ts';
import { localTime } from '../fields/time.schema.ts';

/** So many messages are remembered of a person, and for so long: a cap cannot ask for more. */
export const MOST_COUNTED = 100;
export const MOST_DAYS = 90;

/** What a cap may be about. What a person has asked for, and an answer to them, is a service, which no cap stops. */
export const cappedPurposes = ['marketing', 'survey'] as const;

const Cap = z
  .strictObject({
    purpose: z
      .enum(cappedPurposes)
      .optional()
      .meta({ description: 'Of all messages that count, where it is left out.' }),
    channel: Channel.optional().meta({ description: 'By any channel, where it is left out.' }),
    max: z.int().min(1).max(MOST_COUNTED).meta({ description: 'So many messages to one person.', example: 3 }),
    days: z.int().min(1).max(MOST_DAYS).meta({ description: 'Within so many days, at any time.', example: 7 }),
  })
  .meta({ id: 'ContactCap' });
export type Cap = z.output<typeof Cap>;

const Topic = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9_-]{1,50}$/, 'must be 1 to 50 of a-z, 0-9, _ and -')
    .meta({ description: 'As preferences of customers name it.', example: 'news' }),
  label: line(100).meta({ description: 'As people read it.', example: 'News' }),
});

const QuietHours = z
  .strictObject({ from: localTime, to: localTime })
  .refine(({ from, to }) => from !== to, { path: ['to'], error: 'must be another time than `from`' });

const rules = {
  caps: z
    .array(Cap)
    .max(20)
    .default([
      { purpose: 'marketing', channel: 'email', max: 3, days: 7 },
      { purpose: 'marketing', channel: 'email', max: 8, days: 30 },
      { channel: 'sms', max: 2, days: 7 },
      { max: 12, days: 30 },
    ])
    .meta({ description: 'How many messages a person gets at most; the tightest one that fits holds.' }),
  quietHours: QuietHours.optional().meta({
    description:
      'When nothing is sent to customers, on the clocks of who gets it where their time zone is known, else on the company’s. What is due then goes out at `to`.',
  }),
  topics: z
    .array(Topic)
    .max(50)
    .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'must not name a topic twice')
    .default([])
    .meta({ description: 'What customers may want or not; preferences may name anything where it is empty.' }),
  surveysCount: z
    .boolean()
    .default(false)
    .meta({ description: 'Whether surveys count for caps; they have their own quiet period.' }),
};

export const StoredLimits = record('StoredContactLimits', { settingsId: z.literal('limits'), ...rules });

/** How often, when and about what a company writes to its customers; everything has a default. */
export const Limits = z
  .object({
    ...rules,
    version: z.int().min(0).meta({ description: '0: never changed.' }),
    updatedAt: z.iso.datetime().optional(),
  })
  .meta({ id: 'ContactLimits' });
export type Limits = z.output<typeof Limits>;

export const PutLimits = z
  .strictObject(rules)
  .superRefine(({ caps, surveysCount }, context) => {
    for (const [at, { purpose }] of caps.entries())
      if (purpose === 'survey' && !surveysCount)
        context.addIssue({
          code: 'custom',
          path: ['caps', at, 'purpose'],
          message: 'must not be survey unless `surveysCount` is true',
        });
  })
  .meta({ id: 'PutContactLimits', description: 'Replaces all of it; what is left out takes its default.' });
export type PutLimits = z.output<typeof PutLimits>;
