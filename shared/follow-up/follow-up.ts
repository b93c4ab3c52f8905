import { change as changeRecord, visible } from '../kernel/change.ts';
import { eachItem } from '../http/items.ts';
import { invalid, Problem } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { teamsOf } from '../people/known.ts';
import { type Id, idPrefixes } from '../kernel/id-kinds.ts';
import type { Stored } from '../kernel/store.ts';
import { hoursOf, readFollowUpSettings } from './follow-up-settings.ts';
import { type Clock, closed, noted, started, touched, withUrgency } from './follow-up.life.ts';
import type {
  AssignFollowUp,
  ChangeFollowUps,
  CloseFollowUp,
  ContactMade,
  PatchFollowUp,
} from './follow-up.requests.schema.ts';
import { type FollowUp, isOpen } from './follow-up.schema.ts';
import { followUps } from './follow-up.store.ts';
import { openedAgain, owned } from './assign.ts';
import { type Turns, turnsFor } from './turns.ts';

type One = { followUpId: Id<'followUp'>; ifMatch?: number | undefined };
type OfFeedback = { feedbackId: Id<'feedback'>; ifMatch?: number | undefined };

/** A record has one follow-up, whose id follows from its own. */
export const followUpIdOf = (feedbackId: Id<'feedback'>): Id<'followUp'> =>
  `${idPrefixes.followUp}_${feedbackId.slice(feedbackId.indexOf('_') + 1)}` as Id<'followUp'>;

/** What the clocks of a follow-up go by: its rule's calendar and times, else the company's. */
export async function clockOf(ctx: Context, of: Pick<FollowUp, 'calendarId' | 'due'> = {}): Promise<Clock> {
  const settings = await readFollowUpSettings(ctx);
  const { calendarId = settings.calendarId, due } = of;
  return { settings, hours: await hoursOf(ctx, { calendarId }), due };
}

/** Whether a follow-up waits, without an owner, in a pool that somebody is in. */
export const waitsFor = (followUp: FollowUp, userId: string, teamIds: readonly string[]): boolean =>
  isOpen(followUp) &&
  followUp.ownerId === undefined &&
  (followUp.assignment?.pool.includes(userId) === true ||
    (followUp.teamId !== undefined && teamIds.includes(followUp.teamId)));

/** Whether this caller may know of a follow-up: an agent of their own, and of what waits in their pools. */
async function mayKnow(ctx: Context, followUp: FollowUp): Promise<boolean> {
  const { id, ownOnly } = ctx.actor;
  if (!ownOnly || followUp.ownerId === id) return true;
  return followUp.ownerId === undefined && waitsFor(followUp, id, await teamsOf(ctx, id));
}

/** Whoever may only work on their own may change one that nobody has, to take it, and none of others. */
const mayChange = ({ actor }: Context, { ownerId }: FollowUp): boolean =>
  actor.permissions.has('workflow:write') || ownerId === undefined || ownerId === actor.id;

export async function get(ctx: Context, { followUpId }: One): Promise<FollowUp> {
  const followUp = await visible(ctx, followUps, followUpId);
  if (!(await mayKnow(ctx, followUp))) throw new Problem('not-found');
  return followUps.publicOf(followUp);
}

/** Refuses a caller who may not know of a follow-up or not change it, and one whose record is not there. */
export async function expectChangeable(ctx: Context, followUp: FollowUp): Promise<void> {
  if (!(await mayKnow(ctx, followUp))) throw new Problem('not-found');
  if (!mayChange(ctx, followUp)) throw new Problem('conflict', 'Somebody else has it.');
  if (followUp.leftOut) throw new Problem('conflict', `The record is ${followUp.leftOut.because}.`);
}

/** Makes one change to a follow-up that the caller may know of and whose record is there. */
const change = (
  ctx: Context,
  { followUpId, ifMatch }: One,
  action: string | ((before: FollowUp, after: FollowUp) => string),
  alter: (before: FollowUp, turns: Turns) => Promise<FollowUp> | FollowUp,
): Promise<FollowUp> => {
  const turns = turnsFor(ctx);
  return changeRecord(
    ctx,
    followUps,
    followUpId,
    action,
    async (before) => {
      await expectChangeable(ctx, before);
      return (await alter(before, turns)) as Stored<FollowUp>;
    },
    { ifMatch },
  );
};

/** Makes the caller the owner, who begins with it; 409 when it is somebody else's. */
export const take = (ctx: Context, one: One): Promise<FollowUp> =>
  change(ctx, one, 'assign', (before) => {
    if (before.ownerId !== undefined && before.ownerId !== ctx.actor.id)
      throw new Problem('conflict', 'Somebody else has it.');
    const taken = { ...before, ownerId: ctx.actor.id };
    return started(before.ownerId === undefined ? { ...taken, assignedReason: 'taken' } : taken);
  });

export const assign = (ctx: Context, { body, ...one }: One & { body: AssignFollowUp }): Promise<FollowUp> =>
  change(ctx, one, 'assign', (before, turns) => owned(ctx, before, body, turns));

export const urgency = (ctx: Context, { body, ...one }: One & { body: Pick<FollowUp, 'urgency'> }): Promise<FollowUp> =>
  change(ctx, one, 'edit', async (before) => withUrgency(before, await clockOf(ctx, before), body.urgency));

export const contact = (ctx: Context, { body, ...one }: One & { body: ContactMade }): Promise<FollowUp> =>
  change(ctx, one, 'touch', async (before) => touched(ctx, before, await clockOf(ctx, before), body));

export const note = (ctx: Context, { body, ...one }: One & { body: { text: string } }): Promise<FollowUp> =>
  change(ctx, one, 'edit', (before) => noted(ctx, before, body.text));

export const close = (ctx: Context, { body, ...one }: One & { body: CloseFollowUp }): Promise<FollowUp> =>
  change(ctx, one, 'close', async (before) => closed(ctx, before, await clockOf(ctx, before), body));

export const reopen = (ctx: Context, { body, ...one }: One & { body: { reason: string } }): Promise<FollowUp> =>
  change(ctx, one, 'reopen', async (before, turns) =>
    openedAgain(ctx, before, { clock: await clockOf(ctx, before), turns, reason: body.reason }),
  );

/** Several of these at once, by the same rules; what it changed most is what its event tells. */
export const patch = (ctx: Context, { feedbackId, ifMatch, body }: OfFeedback & { body: PatchFollowUp }) => {
  const { status, assignedTo, urgency: wanted, reopenFor, ...closing } = body;
  return change(ctx, { followUpId: followUpIdOf(feedbackId), ifMatch }, toldAs, async (before, turns) => {
    const clock = await clockOf(ctx, before);
    let after = before;
    if (status === 'in_progress' && !isOpen(before)) {
      if (reopenFor === undefined) throw invalidReopening();
      after = await openedAgain(ctx, after, { clock, turns, reason: reopenFor });
    }
    if (assignedTo !== undefined) after = await owned(ctx, after, { ownerId: assignedTo }, turns);
    if (wanted !== undefined) after = withUrgency(after, clock, wanted);
    if (status === 'in_progress') return started(after);
    if (status !== undefined) return closed(ctx, after, clock, { status, ...closing });
    const [given] = Object.keys(closing);
    if (given !== undefined) throw invalid(onlyClosing(given));
    return after;
  });
};

const onlyClosing = (name: string) => ({ pointer: `#/${name}`, detail: 'needs the status resolved or no_action' });
const invalidReopening = () => invalid({ pointer: '#/reopenFor', detail: 'must be given to open a closed one again' });

/** What of a change of several things its event tells. */
export const toldAs = (before: FollowUp, after: FollowUp): string => {
  if (isOpen(before) !== isOpen(after)) return isOpen(after) ? 'reopen' : 'close';
  return before.ownerId === after.ownerId && before.status === after.status ? 'edit' : 'assign';
};

/** The same change of up to 200, each for itself. */
export const changeMany = (ctx: Context, { body }: { body: ChangeFollowUps }) =>
  eachItem(ctx, 'followUpIds', body.followUpIds, async (own, followUpId) => {
    const one = { followUpId };
    if (body.action === 'assign') await assign(own, { ...one, body: body.to });
    else if (body.action === 'urgency') await urgency(own, { ...one, body });
    else await close(own, { ...one, body: body.as });
    return { status: 200 };
  });
