import { equal, listOf } from '../http/list.ts';
import { invalid } from '../http/problem.ts';
import { change } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { compact, jsonEqual, pick } from '../kernel/json.ts';
import { verbsOf } from '../kernel/verbs.ts';
import { expectKnown, type Named } from '../people/known.ts';
import { expectRoom, statesOf } from '../outside-address/outside-address.ts';
import { addressesOf } from './addresses.ts';
import type {
  AlertRule,
  AlertRuleDetail,
  AlertRuleFilter,
  CreateAlertRule,
  MuteAlertRule,
} from './alert-rule.schema.ts';
import { expectHours } from './active-hours.ts';
import { alertRules } from './alert-rule.store.ts';
import { completed, conflictsOf } from './metric-test.ts';
import { ruleChanges } from './ready-made.ts';

/** What a rule waits for. */
const waitsFor = (rule: AlertRule) => pick(compact(rule), ['kind', 'match', 'groupBy', 'metric', 'scope', 'test']);

/** A rule that waits for something else begins anew. */
async function settle(ctx: Context, given: AlertRule, before?: AlertRule): Promise<AlertRule> {
  const errors = conflictsOf(given);
  if (errors.length > 0) throw invalid(...errors);
  const after = completed(given);
  await expectKnown(ctx, named(after), before && named(before));
  await expectHours(ctx, after);
  await expectRoom(ctx, addressesOf(after));
  if (!before) return { ...after, epoch: 1 };
  if (jsonEqual(waitsFor(before), waitsFor(after))) return { ...after, epoch: before.epoch };
  return { ...after, epoch: before.epoch + 1, status: undefined };
}

/** People whom a rule names, and where. */
function named({ ownerId, notify, escalation = [] }: AlertRule): Named[] {
  const of = ({ userIds }: AlertRule['notify'], at: string): Named[] =>
    userIds.map((userId, index) => ({ userId, pointer: `${at}/notify/userIds/${index}` }));
  return [
    ...(ownerId === undefined || ownerId === null ? [] : [{ userId: ownerId, pointer: '#/ownerId' }]),
    ...of(notify, '#'),
    ...(escalation ?? []).flatMap((step, index) => of(step.notify, `#/escalation/${index}`)),
  ];
}

/** A rule that is not saved, complete; 400 where it could not be saved. */
export const expectSound = (ctx: Context, given: AlertRule): Promise<AlertRule> => settle(ctx, given);

const verbs = verbsOf(alertRules, { settle, kept: ['mutedUntil', 'status'] });
export const { edit, remove } = verbs;

/** A rule, with how the outside addresses stand that it names. */
export async function get(ctx: Context, one: Pick<AlertRule, 'ruleId'>): Promise<AlertRuleDetail> {
  const rule = await verbs.get(ctx, one);
  const named = addressesOf(rule);
  return { ...rule, ...(named.length > 0 && { outsideAddresses: await statesOf(ctx, named) }) };
}

/** Makes a rule; `conflict` where the company has 100. */
export const create = (ctx: Context, { body }: { body: CreateAlertRule }): Promise<AlertRule> =>
  verbs.create(ctx, { body: { ...body, epoch: 1 } });

/** Replaces what a rule says; it stays muted. One that waits for something else then begins anew. */
export const put = (
  ctx: Context,
  input: Pick<AlertRule, 'ruleId'> & { body: CreateAlertRule; ifMatch?: number | undefined },
) => verbs.put(ctx, { ...input, body: { ...input.body, epoch: 1 } });

const listed = listOf<AlertRuleFilter, AlertRule>(
  'alert-rules',
  { kind: equal('kind'), enabled: equal('enabled') },
  (ctx, _, from) => alertRules.all(ctx, from),
  (one) => one,
);

export async function list(ctx: Context, input: Parameters<typeof listed>[1]) {
  await ruleChanges(ctx);
  return listed(ctx, input);
}

/** Lets what a rule finds wait until then, or no longer. */
export function mute(
  ctx: Context,
  { ruleId, body: { until } }: Pick<AlertRule, 'ruleId'> & { body: MuteAlertRule },
): Promise<AlertRule> {
  if (until !== null && Date.parse(until) <= ctx.now.getTime())
    throw invalid({ pointer: '#/until', detail: 'must lie ahead' });
  return change(ctx, alertRules, ruleId, 'mute', (before) => ({ ...before, mutedUntil: until ?? undefined }));
}
