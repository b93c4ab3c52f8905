import { Problem } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { inTeam, known, present } from '../people/known.ts';
import { type Clock, expectOpen, reopened } from './follow-up.life.ts';
import type { AssignFollowUp } from './follow-up.requests.schema.ts';
import type { Assignment, FollowUp } from './follow-up.schema.ts';
import { chosen, type Pool, type Turns } from './turns.ts';

/** To whom a rule gives what it opens. */
export type RuleAssignment =
  | { mode: 'fixed'; userIds: readonly string[] }
  | { mode: Assignment['mode']; userIds?: readonly string[] | undefined; teamId?: string | undefined }
  | { mode: 'none'; teamId?: string | undefined };

/** A new follow-up given to whom its rule names, as far as they are there; else it waits without an owner. */
export async function assignedByRule(
  ctx: Context,
  followUp: FollowUp,
  to: RuleAssignment,
  turns: Turns,
): Promise<FollowUp> {
  if (to.mode === 'none')
    return to.teamId === undefined
      ? followUp
      : { ...followUp, teamId: to.teamId, assignedReason: 'in the team’s pool' };
  if (to.mode !== 'fixed') return { ...followUp, ...(await shared(ctx, to, turns)) };
  const [ownerId] = await present(ctx, to.userIds);
  return ownerId === undefined
    ? { ...followUp, assignedReason: 'whom the rule names is absent' }
    : { ...followUp, ownerId, assignedReason: 'named by the rule' };
}

type Shared = { mode: Assignment['mode']; userIds?: readonly string[] | undefined; teamId?: string | undefined };
const poolMeant = ({ userIds = [], teamId }: Pick<Shared, 'userIds' | 'teamId'>): Pool =>
  teamId === undefined ? { userIds } : { teamId };

/** Somebody of a pool; whose it is stands on it also where it is a team's. */
const shared = async (ctx: Context, { mode, ...to }: Shared, turns: Turns) => ({
  ...(await chosen(ctx, mode, poolMeant(to), turns)),
  ...(to.teamId !== undefined && { teamId: to.teamId }),
});

/** Whether somebody is one of those whom a follow-up could go to. */
const isIn = async (ctx: Context, { pool, teamId }: Assignment, userId: string): Promise<boolean> =>
  (teamId === undefined ? pool : await inTeam(ctx, teamId)).includes(userId);

/**
 * An open follow-up given to a person, to one of several, or into a team’s pool, where it has no owner. Throws `conflict`
 * for people whom the company does not know, and outside of the pool that it was given to, unless `force` is given.
 */
export async function owned(ctx: Context, followUp: FollowUp, to: AssignFollowUp, turns: Turns): Promise<FollowUp> {
  expectOpen(followUp);
  const { ownerId: _owner, assignedReason: _reason, assignment, ...rest } = followUp;
  const { ownerId, teamId, auto, force = false } = to;
  if (!force) await expectColleagues(ctx, auto?.userIds ?? (ownerId === undefined ? [] : [ownerId]));
  if (auto) return { ...rest, ...(await shared(ctx, auto, turns)) };
  if (ownerId === undefined)
    return {
      ...rest,
      ...(teamId !== undefined && { teamId }),
      status: 'pending',
      assignedReason: 'in the team’s pool',
    };
  if (assignment && !force && !(await isIn(ctx, assignment, ownerId)))
    throw new Problem('conflict', 'That person is not in the pool that it was given to; `force` gives it to them.');
  return { ...rest, ownerId, assignedReason: 'chosen by hand', ...(assignment && { assignment }) };
}

async function expectColleagues(ctx: Context, userIds: readonly string[]): Promise<void> {
  const people = await known(ctx, userIds);
  if (people.length < new Set(userIds).size)
    throw new Problem('conflict', 'The company does not know everybody who is named; `force` gives it to them.');
}

/**
 * A closed follow-up opened again: with the owner that it had, if they are there. Else it goes to somebody of those among
 * whom it was given away, by the same turns or loads; where it was given to one person alone, it waits to be taken.
 */
export async function openedAgain(
  ctx: Context,
  followUp: FollowUp,
  { clock, turns, reason }: { clock: Clock; turns: Turns; reason: string },
): Promise<FollowUp> {
  const open = reopened(ctx, followUp, clock, reason);
  const { ownerId, assignedReason: _reason, assignment, ...rest } = open;
  if (ownerId === undefined || (await present(ctx, [ownerId])).length > 0) return open;
  if (!assignment) return { ...rest, status: 'pending', assignedReason: 'whoever had it is absent' };
  const { mode, pool, teamId: ofTeam } = assignment;
  const next = await chosen(ctx, mode, poolMeant({ userIds: pool, teamId: ofTeam }), turns);
  return { ...rest, ...next, status: next.ownerId === undefined ? 'pending' : 'in_progress' };
}
