import * as z from 'zod';
import { storableNumber } from '../fields/number.schema.ts';
import { line } from '../fields/text.schema.ts';

/** What the product itself notices, and how it is called in lists; mails say it in the language of who gets them. */
export const systemKinds = {
  webhook_failing: 'A webhook does not get its events',
  address_bounced: 'Mail to a colleague comes back',
  nobody_present: 'Nobody is there to take a follow-up',
  loop_mails_stuck: 'Nobody knows whether mails about an initiative went out',
  report_failed: 'A report is not sent',
  report_quiet: 'A report had nothing to say for a while',
  report_bounced: 'Mail of a report to a recipient comes back',
  analysis_budget: 'The budget for text analysis is nearly or entirely used',
  prediction_off: 'The prediction of satisfaction was switched off',
} as const;
export type SystemKind = keyof typeof systemKinds;

const kinds = Object.keys(systemKinds) as [SystemKind, ...SystemKind[]];
export const SystemKind = z.enum(kinds).meta({ id: 'SystemAlertKind', example: 'webhook_failing' });

const PREFIX = 'system-';
type RuleOf = `${typeof PREFIX}${SystemKind}`;
/** What stands in an alert of the product itself where others name their rule. */
export const SystemRuleId = z.enum(kinds.map((kind) => systemRuleOf(kind)) as [RuleOf, ...RuleOf[]]).meta({
  id: 'SystemRuleId',
  description: 'What the product itself notices, in the place of a rule.',
});
export type SystemRuleId = z.output<typeof SystemRuleId>;

export function systemRuleOf(kind: SystemKind): RuleOf {
  return `${PREFIX}${kind}`;
}

/** The kind that an alert's `ruleId` stands for; undefined for a rule of the company. */
export const systemKindOf = (ruleId: string): SystemKind | undefined =>
  kinds.find((kind) => systemRuleOf(kind) === ruleId);

export const SystemFacts = z
  .object({
    kind: SystemKind,
    facts: z.record(z.string().max(40), z.union([line(200), storableNumber])).meta({
      description: 'Ids, numbers and times, as they were last; never an address or what somebody wrote.',
      example: { endpointId: 'wh_01jd3k5w8z9x7v6t5s4r3q2p1n', host: 'hooks.example.com', state: 'failing' },
    }),
  })
  .meta({ id: 'SystemAlertFacts', description: 'What the product itself has noticed.' });
export type SystemFacts = z.output<typeof SystemFacts>;
