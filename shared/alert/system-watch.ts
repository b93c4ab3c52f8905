import { get as getFollowUp } from '../follow-up/follow-up.ts';
import type { FollowUp } from '../follow-up/follow-up.schema.ts';
import { currentOf, isOpen } from '../follow-up/follow-up.schema.ts';
import { poolKey } from '../follow-up/turns.ts';
import { listLoop } from '../initiative/loop.ts';
import type { LoopStage } from '../initiative/loop.schema.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { orNone } from '../http/problem.ts';
import { inTeam, known, present } from '../people/known.ts';
import { get as getEndpoint } from '../webhook/webhook.ts';
import { endSystemAlert, openSystemAlert } from './system.ts';

/** Opens, raises or ends the alert about a webhook, by how it stands now. */
export async function watchEndpoint(ctx: Context, { endpointId }: { endpointId: Id<'webhook'> }): Promise<void> {
  const endpoint = await orNone(getEndpoint(ctx, { endpointId }));
  const of = { kind: 'webhook_failing' as const, key: endpointId };
  if (endpoint?.status === 'disabled') {
    const since = endpoint.disabledAt ?? endpoint.updatedAt;
    const facts = { endpointId, host: new URL(endpoint.url).hostname, since, state: 'disabled' as const };
    return openSystemAlert(ctx, { ...of, severity: 'critical', facts, occurrence: `${endpointId}:disabled:${since}` });
  }
  if (!endpoint?.failing) return endSystemAlert(ctx, of);
  const { since, hours } = endpoint.failing;
  const facts = { endpointId, host: new URL(endpoint.url).hostname, since, state: 'failing' as const };
  await openSystemAlert(ctx, { ...of, severity: 'warning', facts, occurrence: `${endpointId}:${since}:${hours}` });
}

/** Opens or ends the alert about a person to whom mail does not get, by what is known of them now. */
export async function watchAddress(
  ctx: Context,
  { userId, eventId }: { userId: string; eventId: string },
): Promise<void> {
  const [person] = await known(ctx, [userId]);
  const of = { kind: 'address_bounced' as const, key: userId };
  if (!person?.mailState) return endSystemAlert(ctx, of);
  await openSystemAlert(ctx, { ...of, severity: 'warning', facts: { userId }, occurrence: eventId });
}

const MOST_NAMED = 5;

/**
 * Opens the alert about a pool with nobody there, where a follow-up waits because of it; ends it once somebody who is there
 * has got one of the pool.
 */
export async function watchPool(ctx: Context, { followUpId }: Pick<FollowUp, 'followUpId'>): Promise<void> {
  const followUp = await orNone(getFollowUp(ctx, { followUpId }));
  if (!followUp?.assignment || !isOpen(followUp)) return;
  const { assignment, ownerId } = followUp;
  const of = { kind: 'nobody_present' as const, key: poolKey(assignment) };
  const members = assignment.teamId === undefined ? assignment.pool : await inTeam(ctx, assignment.teamId);
  const there = await present(ctx, members);
  if (ownerId !== undefined && there.includes(ownerId)) return endSystemAlert(ctx, of);
  if (ownerId !== undefined || there.length > 0) return;
  const named = assignment.teamId ?? members.slice(0, MOST_NAMED).join(', ');
  await openSystemAlert(ctx, {
    ...of,
    severity: 'warning',
    facts: { people: members.length, members: named.slice(0, 200) },
    occurrence: `${followUpId}:${currentOf(followUp).n}:${assignment.at}`,
  });
}

/** Opens the alert about a stage of an initiative of whose mails some are in doubt, once all are settled. */
export async function watchLoop(
  ctx: Context,
  { initiativeId, stage }: { initiativeId: Id<'initiative'>; stage: LoopStage },
): Promise<void> {
  const found = await orNone(listLoop(ctx, { initiativeId, stage, limit: 1 }));
  const unresolved = found?.counts?.unresolved ?? 0;
  if (unresolved === 0) return;
  await openSystemAlert(ctx, {
    kind: 'loop_mails_stuck',
    key: `${initiativeId}:${stage}`,
    severity: 'warning',
    facts: { initiativeId, stage, unresolved },
    occurrence: `${initiativeId}:${stage}:${unresolved}`,
  });
}
