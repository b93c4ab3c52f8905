import * as z from 'zod';
import { CalendarId } from '../calendar/calendar.schema.ts';
import { flag } from '../fields/flag.schema.ts';
import { idSchema, OuterId } from '../fields/ids.schema.ts';
import { editOf, record } from '../fields/record.schema.ts';
import { Severity } from '../fields/severity.schema.ts';
import { line } from '../fields/text.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { Match, watchingFields } from '../match/match.schema.ts';
import { MetricName } from '../metrics/figure.schema.ts';
import { NamedAddress, OutsideAddresses } from '../outside-address/outside-address.schema.ts';
import { MetricScope, MetricTest } from './metric-test.schema.ts';

export const RuleId = idSchema('alertRule');

const distinct = (names: readonly string[]): boolean => new Set(names).size === names.length;
const names = (about: string) =>
  z
    .array(OuterId)
    .max(50)
    .refine(distinct, 'must not name anybody twice')
    .default([])
    .meta({ description: about, uniqueItems: true });

const Notify = z
  .strictObject({
    userIds: names('People by their ids.'),
    roles: names('Everybody who has one of these roles.'),
    teamIds: names('Everybody who is in one of these teams.').optional(),
    addresses: OutsideAddresses.optional(),
    ownerOnly: z.boolean().default(false).meta({ description: 'Nobody but the owner of the alert.' }),
    minSeverity: Severity.default('info').meta({ description: 'Milder alerts are shown, but told to nobody.' }),
  })
  .meta({ id: 'Notify', description: 'Who is told of an alert.' });

const EscalationStep = z
  .strictObject({
    afterMinutes: z.int().min(5).max(10_080).meta({ description: 'After the alert opened.', example: 15 }),
    notify: Notify,
  })
  .meta({ id: 'EscalationStep' });

const isRising = (steps: readonly { afterMinutes: number }[]): boolean =>
  steps.every(({ afterMinutes }, index) => afterMinutes > (steps[index - 1]?.afterMinutes ?? 0));

export const GroupBy = z
  .enum(['record', 'customer', 'agent', 'team', 'category', 'theme', 'source', 'ticket', 'all'])
  .meta({
    id: 'AlertGrouping',
    description: 'Matching feedback of one group adds to one alert while that is open; feedback without it is `none`.',
  });
export type GroupBy = z.output<typeof GroupBy>;

const fields = {
  name: line(200).meta({ example: 'Critical message' }),
  kind: z.enum(['record', 'metric']).default('record').meta({
    description: '`record`: watches single pieces of feedback. `metric`: watches a number.',
  }),
  ...watchingFields,
  severity: Severity.default('warning').meta({
    description: 'Of what a rule finds among feedback; of a number, the level that it crosses says it.',
  }),
  match: Match.optional().meta({ description: 'Needed by a rule on feedback.' }),
  metric: MetricName.optional().meta({ description: 'Needed by a rule on a number, as are `scope` and `test`.' }),
  scope: MetricScope.optional(),
  test: MetricTest.optional(),
  minSample: z.int().min(1).max(1_000_000).optional().meta({
    description:
      'With fewer answers the state is `INSUFFICIENT`. 30 for a threshold, 5 a period for `control` and `ewma`, 10 records of all days together for a spike.',
  }),
  consecutive: z.int().min(1).max(10).default(1).meta({
    description: 'A number has to be off in so many time slots one after the other until an alert opens.',
  }),
  recoverAfter: z.int().min(1).max(10).default(2).meta({
    description: 'In so many time slots one after the other it has to be well again until the alert is resolved.',
  }),
  groupBy: GroupBy.default('record'),
  cooldownMinutes: z
    .int()
    .min(0)
    .max(10_080)
    .default(60)
    .meta({ description: 'For so long after an alert was closed no other of its group opens.' }),
  stormAfter: z.int().min(5).max(500).default(20).meta({
    description: 'More alerts than that within 60 minutes are collected in one.',
  }),
  notify: Notify.default({ userIds: [], roles: [], ownerOnly: false, minSeverity: 'info' }),
  escalation: z
    .array(EscalationStep)
    .min(1)
    .max(3)
    .refine(isRising, 'must name a later time with each step')
    .optional()
    .meta({ description: 'Who is told, too, while nobody has acknowledged an alert.' }),
  activeHours: z.strictObject({ calendarId: CalendarId }).optional().meta({
    description: 'Outside of the hours of this calendar alerts wait, and open when they begin if they still stand.',
  }),
  ownerId: OuterId.optional().meta({ description: 'Who owns its alerts from the start.', example: 'user-7' }),
};

/** Feedback or a number that somebody shall look at, and who. */
export const AlertRule = record('AlertRule', {
  ruleId: RuleId,
  ...fields,
  mutedUntil: instant.optional().meta({ description: 'Alerts wait until then.' }),
  status: z.literal('too_many_keys').optional().meta({
    description:
      'Of a rule on each key of a dimension that has more than 500: it watches those with the most answers or records in this month and the one before, found anew every day.',
  }),
  epoch: z.int().min(1).meta({
    description: 'Rises when the rule waits for something else: what it found before does not count any more.',
  }),
});
export type AlertRule = z.output<typeof AlertRule>;

/** A rule alone, with how the outside addresses stand that it names. */
export const AlertRuleDetail = AlertRule.extend({
  outsideAddresses: z.array(NamedAddress).optional().meta({
    description: 'The outside addresses that it and its escalation name; only confirmed ones are told.',
  }),
}).meta({ id: 'AlertRuleDetail' });
export type AlertRuleDetail = z.output<typeof AlertRuleDetail>;

export const CreateAlertRule = z.strictObject(fields).meta({ id: 'CreateAlertRule' });
export type CreateAlertRule = z.output<typeof CreateAlertRule>;
export const EditAlertRule = editOf('EditAlertRule', fields);

export const MuteAlertRule = z
  .strictObject({ until: instant.nullable().meta({ description: 'Must lie ahead; null ends it.' }) })
  .meta({ id: 'MuteAlertRule' });
export type MuteAlertRule = z.output<typeof MuteAlertRule>;

export const AlertRuleFilter = z.strictObject({
  kind: fields.kind.unwrap().optional(),
  enabled: flag.optional(),
});
export type AlertRuleFilter = z.output<typeof AlertRuleFilter>;
