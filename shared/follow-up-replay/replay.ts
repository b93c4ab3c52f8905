import { settingsOf } from '../company/settings.ts';
import type { FollowUpRule } from '../follow-up-rule/follow-up-rule.schema.ts';
import { everyRule, expectSound } from '../follow-up-rule/follow-up-rule.ts';
import { inOrder } from '../follow-up-rule/opener.ts';
import { invalid } from '../http/problem.ts';
import type { Job } from '../job/job.schema.ts';
import type { Context } from '../kernel/context.ts';
import { jsonEqual, pick } from '../kernel/json.ts';
import { inTeam, present } from '../people/known.ts';
import { below } from '../replay/below.ts';
import { lastDays, startReplay } from '../replay/start.ts';
import { membersOf } from './play.ts';
import type { FollowUpReplayInput } from './replay.job.ts';
import type { ReplayFollowUpRule } from './replay.schema.ts';

/**
 * Starts to play a follow-up rule, among those of the company that are switched on, against what has happened in the last
 * days. No follow-up is opened. 400 for a rule that is not known or not sound; 409 while two replays of the company run.
 */
export async function replay(ctx: Context, { body }: { body: ReplayFollowUpRule }): Promise<Omit<Job, 'result'>> {
  const { rules, played, ruleId } = await wanted(ctx, body);
  const teams = await teamsOf(ctx, rules);
  const named = [...new Set(rules.flatMap(({ assign }) => membersOf(assign, teams)))];
  const there = await present(ctx, named);
  const input: FollowUpReplayInput = {
    rules: rules.map((rule) => pick(rule, ['match', 'maxAgeDays', 'assign'])),
    played,
    ...(ruleId !== undefined && { ruleId }),
    teams,
    absent: named.filter((userId) => !there.includes(userId)),
    ...lastDays(ctx, body.days),
    timeZone: (await settingsOf(ctx)).timeZone,
  };
  return startReplay(ctx, 'followUpRuleReplay', input, 'workflow:write');
}

/** Who is in the teams that rules give to, as they are now. */
async function teamsOf(ctx: Context, rules: readonly FollowUpRule[]): Promise<Record<string, string[]>> {
  const names = rules.flatMap(({ assign }) =>
    assign.mode !== 'none' && 'teamId' in assign && assign.teamId !== undefined ? [assign.teamId] : [],
  );
  return Object.fromEntries(
    await Promise.all([...new Set(names)].map(async (teamId) => [teamId, await inTeam(ctx, teamId)] as const)),
  );
}

/** What decides about a rule's place and what it opens. */
const decides = ['order', 'match', 'maxAgeDays', 'assign'] as const;

/** The rules that are switched on and the one that is played, in their order. */
async function wanted(
  ctx: Context,
  { rule, ruleId }: Pick<ReplayFollowUpRule, 'rule' | 'ruleId'>,
): Promise<{ rules: FollowUpRule[]; played: number; ruleId?: FollowUpRule['ruleId'] }> {
  const all = (await everyRule(ctx)).toSorted(inOrder);
  if (ruleId !== undefined) {
    const rules = all.filter((one) => one.enabled || one.ruleId === ruleId);
    const played = rules.findIndex((one) => one.ruleId === ruleId);
    if (played === -1) throw invalid({ pointer: '#/ruleId', detail: 'is no follow-up rule of the company' });
    return { rules, played, ruleId };
  }
  const sound = await below('#/rule', () => expectSound(ctx, rule as FollowUpRule));
  const equal = all.find((one) => jsonEqual(pick(one, decides), pick(sound, decides)));
  if (equal) return wanted(ctx, { ruleId: equal.ruleId });
  const rules = all.filter(({ enabled }) => enabled);
  const place = rules.findIndex(({ order }) => order >= sound.order);
  const played = place === -1 ? rules.length : place;
  return { rules: rules.toSpliced(played, 0, sound), played };
}
