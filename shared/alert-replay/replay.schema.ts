import * as z from 'zod';
import { Alert } from '../alert/alert.schema.ts';
import { CreateAlertRule, RuleId } from '../alert-rule/alert-rule.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { Job } from '../job/job.schema.ts';
import { days, isOneRule, ONE_RULE, week } from '../replay/replay.schema.ts';

/** Alerts that a result lists; the numbers beside them are of all. */
export const MOST_ALERTS = 1_000;
/** Keys whose alerts a result counts one by one. */
export const MOST_KEYS = 200;

export const ReplayAlertRule = z
  .strictObject({
    ruleId: RuleId.optional().meta({ description: 'A rule as it is saved, whether it is switched on or not.' }),
    rule: CreateAlertRule.optional().meta({ description: 'A rule that is not saved.' }),
    days,
  })
  .refine(isOneRule, ONE_RULE)
  .meta({ id: 'ReplayAlertRule', description: 'Either `ruleId` or `rule`.' });
export type ReplayAlertRule = z.output<typeof ReplayAlertRule>;

export const Reason = z
  .enum(['journal_short', 'text_edited', 'text_gone', 'many_records', 'many_keys', 'facts_unknown'])
  .meta({
    description:
      '`journal_short`: nothing is known of the first of the days. `text_edited`: words are looked for in texts as they are today, and some were edited since. `text_gone`: texts are needed of records that have been deleted since. `many_records`: the rule was set off by more records than are remembered; one that was changed much later may count twice. `many_keys`: more alerts were open than are remembered; a key may have opened again too early, or its alert may not end; of a number, only the 500 keys with the most answers are played. `facts_unknown`: events of some changes were written before they told all that numbers depend on.',
  });
export type Reason = z.output<typeof Reason>;

const count = z.int().min(0);
const counted = Alert.pick({ key: true }).extend({ count });

const ReplayedAlert = Alert.pick({
  key: true,
  severity: true,
  openedAt: true,
  count: true,
  subject: true,
  reason: true,
  suppressedBy: true,
  releasedAt: true,
}).extend({ closedAt: instant.optional().meta({ description: 'Absent while it would be open still.' }) });
export type ReplayedAlert = z.output<typeof ReplayedAlert>;

/** What a rule would have done. */
export const RuleReplay = z
  .object({
    alerts: z.array(ReplayedAlert).max(MOST_ALERTS).meta({
      description:
        'In the order in which they opened: the first 1 000, or 270 KB; each with the three newest of its records, a storm with its five largest keys.',
    }),
    perWeek: z.array(week).meta({
      description: 'Alerts by the week in which they opened, in the zone of the company; weeks without any, too.',
    }),
    perKey: z
      .array(counted)
      .max(MOST_KEYS + 1)
      .meta({
        description: `Alerts by key, the most first; \`other\` stands for what came beyond ${MOST_KEYS} keys.`,
      }),
    byHour: z.array(count).length(24).meta({
      description: 'Alerts by the hour of day in which they opened, in the zone of the company.',
    }),
    notices: z.record(z.string(), count).meta({
      description:
        'By user: of how many alerts they would have been told, at once or by a digest. Escalation is left out, because what people do about alerts is not replayed.',
    }),
    approximate: z.array(Reason).meta({ description: 'Why it may differ from what would have been.' }),
  })
  .meta({ id: 'AlertRuleReplay' });
export type RuleReplay = z.output<typeof RuleReplay>;

/** The job that replays a rule. */
export const RuleReplayJob = Job.extend({
  result: RuleReplay.optional().meta({ description: 'Once it is done.' }),
}).meta({ id: 'AlertRuleReplayJob' });
