import * as z from 'zod';
import { Feedback } from '../feedback/feedback.schema.ts';
import { FeedbackId } from '../feedback/feedback.parts.schema.ts';
import { Actor } from '../fields/actor.schema.ts';
import { idSchema, OuterId } from '../fields/ids.schema.ts';
import { record } from '../fields/record.schema.ts';
import { Severity } from '../fields/severity.schema.ts';
import { line, prose } from '../fields/text.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { MetricFacts } from '../metric-rule/metric-facts.schema.ts';
import { SystemFacts } from './system.schema.ts';

export const AlertId = idSchema('alert');

export const AlertStatus = z
  .enum(['open', 'acknowledged', 'suppressed', 'resolved', 'auto_resolved'])
  .meta({ id: 'AlertStatus', description: 'The last two are closed: a closed alert never opens again.' });
export type AlertStatus = z.output<typeof AlertStatus>;

export const Resolution = z.enum(['useful', 'false_alarm', 'known', 'other']).meta({ id: 'AlertResolution' });

/** Records that an alert names. */
export const MOST_RECORDS = 20;
/** Keys that a storm tells apart. */
export const MOST_KEYS = 50;

const key = z.string().min(1).max(400).meta({
  description: 'What the rule groups by: an id, a name or `none`; `storm` where it collects what many keys set off.',
  example: 'team-1',
});

const Subject = z.object({
  feedbackIds: z
    .array(FeedbackId)
    .max(MOST_RECORDS)
    .meta({ description: 'Records that set it off, the newest first.' }),
  metric: MetricFacts.optional().meta({ description: 'The number that set it off, as it was last.' }),
  system: SystemFacts.optional(),
  keys: z
    .array(z.object({ key, count: z.int().min(1) }))
    .max(MOST_KEYS + 1)
    .optional()
    .meta({
      description: `Of a storm: what each key set off; beyond ${MOST_KEYS} keys, \`other\` stands for the rest.`,
    }),
});

const Comment = z.object({ at: instant, by: OuterId, text: prose(10_000) }).meta({ id: 'AlertComment' });

const source = z.enum(['feedback', 'cx', 'system']).meta({ description: 'What is watched.' });

/** What tells a person that feedback needs them: one alert per rule and key at a time. */
export const Alert = record('Alert', {
  alertId: AlertId,
  source,
  ruleId: z.string().max(64).meta({
    description: 'The rule; `system-` and what was noticed, of an alert about the product itself.',
    example: 'ar_01jd3k5w8z9x7v6t5s4r3q2p1n',
  }),
  ruleName: line(200).meta({ description: 'As it was when the alert opened.', example: 'Critical message' }),
  ruleVersion: z.int().min(1),
  severity: Severity,
  key,
  status: AlertStatus,
  openedAt: instant.meta({ description: 'When the first of its records changed as the rule waits for.' }),
  lastSeenAt: instant.meta({ description: 'The same of the latest one.' }),
  count: z.int().min(1).meta({
    description:
      'Records that set it off; of a number, how often it came to a level that did; else how often it happened.',
  }),
  worst: z.int().min(-100).max(100).optional().meta({ description: 'Lowest sentiment score among its records.' }),
  early: z.literal(true).optional().meta({ description: 'The words alone show it; the analysis was still to come.' }),
  subject: Subject,
  ownerId: OuterId.optional().meta({ description: 'Who deals with it.' }),
  ackBy: Actor.optional(),
  ackAt: instant.optional(),
  resolvedBy: Actor.optional(),
  resolvedAt: instant.optional(),
  resolution: Resolution.optional(),
  note: prose(2_000).optional(),
  reason: z
    .enum(['no_longer_matches', 'recovered', 'storm_over', 'rule_deleted'])
    .optional()
    .meta({ description: 'Why it was resolved without anybody.' }),
  comments: z.array(Comment),
  snoozedUntil: instant.optional().meta({ description: 'Nobody is reminded before.' }),
  escalated: z.int().min(1).max(3).optional().meta({ description: 'Steps of its escalation that were told.' }),
  escalatesAt: instant.optional().meta({
    description: 'When the next step is told if nobody has acknowledged it by then; not before a snooze is over.',
  }),
  suppressedBy: z.enum(['mute', 'cooldown', 'hours']).optional(),
  suppressedUntil: instant.optional().meta({ description: 'It opens then unless it is over.' }),
  releasedAt: instant.optional().meta({ description: 'When it opened, of one that had to wait.' }),
  recoversAt: instant.optional().meta({
    description: 'When it is over by itself: a storm unless more comes; the budget of a month with that month.',
  }),
  previousAlertId: AlertId.optional().meta({ description: 'The one before it of the same rule and key.' }),
});
export type Alert = z.output<typeof Alert>;

/** Whom an alert was told to, and what became of it. */
const Notice = z
  .object({
    step: z.string().meta({
      description: '`opened`, `raised-` and the severity, `escalation-` and the number of the step, or `resolved`.',
      example: 'opened',
    }),
    userId: OuterId.meta({ description: 'Who was told; an outside address by its id.', example: 'user-7' }),
    state: z.enum(['waiting', 'sending', 'sent', 'failed', 'unresolved', 'dropped']).meta({
      description:
        '`waiting`: for a digest, or for the end of quiet hours. `unresolved`: nobody knows whether the mail went out, so it is not sent again. `dropped`: the digest came without it, because the alert was closed, its rule muted or the person gone by then.',
    }),
    at: instant,
    dueAt: instant.optional().meta({ description: 'For which digest it waits, or waited at first.' }),
  })
  .meta({ id: 'AlertNotice' });
export type Notice = z.output<typeof Notice>;

export const AlertDetail = Alert.extend({
  records: z.array(Feedback).meta({ description: 'Those of its records that the caller may read, the newest first.' }),
  notified: z.array(Notice),
}).meta({ id: 'AlertDetail' });

const offset = z.iso.datetime({ offset: true }).transform((at) => new Date(at).toISOString());

export const AlertFilter = z.strictObject({
  status: AlertStatus.optional(),
  severity: Severity.optional(),
  ruleId: z.string().max(64).optional(),
  source: source.optional(),
  ownerId: OuterId.optional(),
  mine: z.literal('true').optional().meta({ description: 'Those that the caller owns.' }),
  from: offset.optional().meta({ description: 'Opened then or later.', example: '2026-11-01T00:00:00Z' }),
  to: offset.optional().meta({ description: 'Opened before.', example: '2026-12-01T00:00:00Z' }),
});
export type AlertFilter = z.output<typeof AlertFilter>;

const bySeverity = z.object({ critical: z.int(), warning: z.int(), info: z.int() });
/** How many alerts wait for somebody, whatever the list is filtered by. */
export const AlertCounts = z.object({ open: bySeverity, acknowledged: bySeverity }).meta({
  id: 'AlertCounts',
  description:
    'By severity; together at most 1 000 of each status are counted. For whoever holds `alerts:own` alone, of the newest 1 000 that they own and those of the newest 1 000 notices to them.',
});
export type AlertCounts = z.output<typeof AlertCounts>;

const resolve = { resolution: Resolution, note: prose(2_000).optional() };
const snooze = { until: offset.meta({ description: 'At most 30 days ahead.', example: '2026-12-01T08:00:00Z' }) };
const assign = { ownerId: OuterId.meta({ description: 'Somebody in `/people`.', example: 'user-7' }) };

export const AcknowledgeAlert = z.strictObject({}).meta({ id: 'AcknowledgeAlert' });
export const ResolveAlert = z.strictObject(resolve).meta({ id: 'ResolveAlert' });
export type ResolveAlert = z.output<typeof ResolveAlert>;
export const SnoozeAlert = z.strictObject(snooze).meta({ id: 'SnoozeAlert' });
export type SnoozeAlert = z.output<typeof SnoozeAlert>;
export const AssignAlert = z.strictObject(assign).meta({ id: 'AssignAlert' });
export type AssignAlert = z.output<typeof AssignAlert>;
export const CommentAlert = z
  .strictObject({ text: prose(10_000).regex(/\S/, 'must not be blank') })
  .meta({ id: 'CommentAlert' });
export type CommentAlert = z.output<typeof CommentAlert>;

const alertIds = z.array(AlertId).min(1).max(200);
export const AlertBulk = z
  .discriminatedUnion('action', [
    z.strictObject({ action: z.literal('acknowledge'), alertIds }),
    z.strictObject({ action: z.literal('resolve'), alertIds, ...resolve }),
    z.strictObject({ action: z.literal('snooze'), alertIds, ...snooze }),
    z.strictObject({ action: z.literal('assign'), alertIds, ...assign }),
  ])
  .meta({ id: 'AlertBulk' });
export type AlertBulk = z.output<typeof AlertBulk>;
