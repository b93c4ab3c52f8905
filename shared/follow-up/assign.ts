import { Problem } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { expectOpen } from './follow-up.life.ts';
import type { AssignFollowUp } from './follow-up.requests.schema.ts';
import type { FollowUp } from './follow-up.schema.ts';
import { chosen } from './turns.ts';

/** An open follow-up given to a person, to one of several, or into a team’s pool, where it has no owner. */
export async function owned(ctx: Context, followUp: FollowUp, to: AssignFollowUp): Promise<FollowUp> {
  expectOpen(followUp);
  const { ownerId: _owner, assignedReason: _reason, assignment, ...rest } = followUp;
  const { ownerId, teamId, auto, force = false } = to;
  if (auto) return { ...rest, ...(await chosen(ctx, auto.mode, auto.userIds)) };
  if (ownerId === undefined)
    return {
      ...rest,
      ...(teamId !== undefined && { teamId }),
      status: 'pending',
      assignedReason: 'in the team’s pool',
    };
  if (assignment && !assignment.pool.includes(ownerId) && !force)
    throw new Problem('conflict', 'That person is not in the pool that it was given to; `force` gives it to them.');
  return { ...rest, ownerId, assignedReason: 'chosen by hand', ...(assignment && { assignment }) };
}
