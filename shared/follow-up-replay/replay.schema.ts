import * as z from 'zod';
import { CreateFollowUpRule } from '../follow-up-rule/follow-up-rule.schema.ts';
import { FollowUpRuleId } from '../follow-up/follow-up.schema.ts';
import { Job } from '../job/job.schema.ts';
import { days, isOneRule, ONE_RULE, week } from '../replay/replay.schema.ts';

export const ReplayFollowUpRule = z
  .strictObject({
    ruleId: FollowUpRuleId.optional().meta({
      description: 'A rule as it is saved, whether it is switched on or not.',
    }),
    rule: CreateFollowUpRule.optional().meta({
      description:
        'A rule that is not saved. It stands before those of the same order; in the place of one that waits for the same.',
    }),
    days,
  })
  .refine(isOneRule, ONE_RULE)
  .meta({ id: 'ReplayFollowUpRule', description: 'Either `ruleId` or `rule`.' });
export type ReplayFollowUpRule = z.output<typeof ReplayFollowUpRule>;

export const Reason = z
  .enum(['journal_short', 'text_edited', 'text_gone', 'many_records', 'rules_changed', 'loads_unknown'])
  .meta({
    description:
      '`journal_short`: nothing is known of the first of the days. `text_edited`: words are looked for in texts as they are today, and some were edited since. `text_gone`: texts are needed of records that have been deleted since. `many_records`: more follow-ups were opened than are remembered; a record that was changed much later may count twice. `rules_changed`: another rule was made, changed or deleted within the days; all are played as they are today. `loads_unknown`: who has the fewest open is counted from none, and without what people close.',
  });
export type Reason = z.output<typeof Reason>;

const count = z.int().min(0);

/** What a rule would have opened. */
export const FollowUpRuleReplay = z
  .object({
    opened: count.meta({ description: 'Follow-ups, those included for which a customer asked and that it gave away.' }),
    perWeek: z.array(week).meta({
      description: 'By the week in which they were opened, in the zone of the company; weeks without any, too.',
    }),
    perOwner: z.record(z.string(), count).meta({
      description:
        'By user. Who is absent today gets none; turns begin with the first of the pool, and go on with what other rules open.',
    }),
    unassigned: count.meta({ description: 'Those that would have waited to be taken.' }),
    approximate: z.array(Reason).meta({ description: 'Why it may differ from what would have been.' }),
  })
  .meta({ id: 'FollowUpRuleReplay' });
export type FollowUpRuleReplay = z.output<typeof FollowUpRuleReplay>;

/** The job that replays a follow-up rule. */
export const FollowUpRuleReplayJob = Job.extend({
  result: FollowUpRuleReplay.optional().meta({ description: 'Once it is done.' }),
}).meta({ id: 'FollowUpRuleReplayJob' });
