import * as z from 'zod';
import { RuleId } from '../alert-rule/alert-rule.schema.ts';
import { SystemRuleId } from '../alert/system.schema.ts';
import { OuterId } from '../fields/ids.schema.ts';
import { record } from '../fields/record.schema.ts';
import { Language } from '../fields/text.schema.ts';
import { localTime } from '../fields/time.schema.ts';

/** Rules that one person can have muted. */
export const MOST_MUTED = 100;

const QuietHours = z
  .strictObject({ start: localTime.meta({ example: '22:00' }), end: localTime.meta({ example: '07:00' }) })
  .refine(({ start, end }) => start !== end, { path: ['end'], error: 'must differ from start' })
  .meta({ id: 'QuietHours' });

const fields = {
  digest: z.enum(['at_once', 'hourly', 'daily']).default('at_once').meta({
    description:
      'Whether notices come one by one, or together at every full hour or once a day. Critical ones come at once.',
  }),
  dailyAt: localTime
    .default('08:00')
    .meta({ description: 'When the daily mail comes, in the person’s time zone.', example: '08:00' }),
  quietHours: QuietHours.optional().meta({
    description:
      'Every day between these times, in the person’s time zone, nothing is mailed; it comes when they end. An `end` before `start` is one of the day after.',
  }),
  criticalBypasses: z.boolean().default(true).meta({ description: 'Critical notices come in quiet hours, too.' }),
  mutedRules: z
    .array(z.union([RuleId, SystemRuleId]))
    .max(MOST_MUTED)
    .refine((ids) => new Set(ids).size === ids.length, 'must not name a rule twice')
    .default([])
    .meta({
      description:
        'Alert rules of which the person is not told, not even of critical alerts, and what the product itself notices.',
      uniqueItems: true,
    }),
  language: Language.optional().meta({
    description: 'In which notices come; the language of the person where there is none.',
    example: 'de',
  }),
};

export const StoredNotifications = record('StoredNotifications', {
  userId: OuterId.meta({ description: 'Subject of their token.', example: 'user-7' }),
  ...fields,
});

/** How somebody wants to be told of alerts; everything has a default. */
export const Notifications = z
  .object({
    ...fields,
    version: z.int().min(0).meta({ description: '0: never changed.' }),
    updatedAt: z.iso.datetime().optional(),
  })
  .meta({ id: 'Notifications' });
export type Notifications = z.output<typeof Notifications>;

export const PutNotifications = z
  .strictObject(fields)
  .meta({ id: 'PutNotifications', description: 'Replaces all of it; what is left out takes its default.' });
export type PutNotifications = z.output<typeof PutNotifications>;
