import { addBusinessMinutes, businessMinutesBetween, type Hours } from '../calendar/business-time.ts';
import { Urgency } from '../analysis/analysis.schema.ts';
import { type FieldError, invalid, Problem } from '../http/problem.ts';
import { authorOf, type Context } from '../kernel/context.ts';
import type { FollowUpSettings, Target } from './follow-up-settings.schema.ts';
import { type ContactMade } from './follow-up.requests.schema.ts';
import {
  type Cycle,
  currentOf,
  type FollowUp,
  isOpen,
  MOST_CONTACTS,
  MOST_CYCLES,
  MOST_NOTES,
  type Reminder,
} from './follow-up.schema.ts';

import { planned, withoutResurvey } from './resurvey.ts';

/** What clocks go by; `due` in place of the company's targets. */
export type Clock = { settings: FollowUpSettings; hours: Hours; due?: Target | undefined };
type Life = Pick<FollowUp, 'status' | 'cycles'>;

const steps = [
  ['soon', 0.75],
  ['due', 1],
  ['late', 1.5],
] as const;

/** When a cycle is due and what is reminded of when, in business minutes from its opening. */
export function dueTimes({ settings, hours, due }: Clock, openedAt: string, urgency: Urgency) {
  const { firstTouch, close } = due ?? settings.targets[urgency];
  const after = (minutes: number): string => addBusinessMinutes(new Date(openedAt), minutes, hours).toISOString();
  const reminders = [['first_touch', firstTouch] as const, ['close', close] as const].flatMap(([clock, target]) =>
    steps.map(([step, share]): Reminder => ({ clock, step, at: after(share * target) })),
  );
  return { firstTouchDueAt: after(firstTouch), dueAt: after(close), reminders };
}

export function newCycle(ctx: Context, clock: Clock, n: number, urgency: Urgency, reopenedFor?: string): Cycle {
  const openedAt = ctx.now.toISOString();
  return {
    n,
    openedAt,
    openedBy: authorOf(ctx),
    ...(reopenedFor && { reopenedFor }),
    ...dueTimes(clock, openedAt, urgency),
  };
}

/** The record with its current cycle changed. */
function withCycle<F extends Life>(followUp: F, change: Partial<Cycle>): F {
  const current = { ...currentOf(followUp), ...change };
  return { ...followUp, cycles: [...followUp.cycles.slice(0, -1), current] };
}

const took = (from: string, to: string, hours: Hours) => ({
  business: Math.floor(businessMinutesBetween(new Date(from), new Date(to), hours)),
  wall: Math.floor((Date.parse(to) - Date.parse(from)) / 60_000),
});

/** Refuses what is done with open ones only. */
export function expectOpen(followUp: FollowUp): void {
  if (!isOpen(followUp)) throw new Problem('conflict', 'The follow-up is closed; reopen it first.');
}

/** The more urgent of two. */
export const atLeast = (one: Urgency, other: Urgency): Urgency =>
  Urgency.options.indexOf(one) < Urgency.options.indexOf(other) ? other : one;

/** The same with another urgency, due from its opening on by a clock. */
export function retimed(followUp: FollowUp, clock: Clock, urgency: Urgency): FollowUp {
  const times = dueTimes(clock, currentOf(followUp).openedAt, urgency);
  const { remindedTo: _, ...rest } = withCycle(followUp, times);
  return { ...rest, urgency, dueAt: times.dueAt };
}

/** A new urgency moves the due times, from the opening on, to what the company has set for it. */
export function withUrgency(followUp: FollowUp, clock: Clock, urgency: Urgency): FollowUp {
  expectOpen(followUp);
  if (urgency === followUp.urgency) return followUp;
  const { due: _, ...rest } = retimed(followUp, { ...clock, due: undefined }, urgency);
  return rest;
}

export function started(followUp: FollowUp): FollowUp {
  expectOpen(followUp);
  if (followUp.ownerId === undefined)
    throw new Problem('conflict', 'A follow-up without an owner cannot be in progress: take it or assign it first.');
  return { ...followUp, status: 'in_progress' };
}

type Attempt = ContactMade & Pick<FollowUp['contacts'][number], 'messageId'>;

/** An attempt to reach the customer; the first one of a cycle stops its first clock. */
export function touched(ctx: Context, followUp: FollowUp, { hours }: Clock, contact: Attempt): FollowUp {
  expectOpen(followUp);
  const { openedAt, firstTouchAt } = currentOf(followUp);
  const at = contact.at ?? ctx.now.toISOString();
  if (at > ctx.now.toISOString()) throw invalid({ pointer: '#/at', detail: 'must not lie ahead' });
  if (at < openedAt) throw invalid({ pointer: '#/at', detail: 'must not lie before the opening' });
  const touch = firstTouchAt === undefined ? { firstTouchAt: at, firstTouchTook: took(openedAt, at, hours) } : {};
  const contacts = added(followUp.contacts, { ...contact, at, by: authorOf(ctx) }, MOST_CONTACTS);
  return withCycle({ ...followUp, contacts }, touch);
}

export const noted = (ctx: Context, followUp: FollowUp, text: string): FollowUp => ({
  ...followUp,
  notes: added(followUp.notes, { at: ctx.now.toISOString(), by: authorOf(ctx), text }, MOST_NOTES),
});

function added<T>(entries: readonly T[], one: T, most: number): T[] {
  if (entries.length >= most) throw new Problem('conflict', `A follow-up holds at most ${most} of these.`);
  return [...entries, one];
}

type Closing = Pick<Cycle, 'rootCause' | 'action' | 'reason' | 'note' | 'customerInformed'> & {
  status: 'resolved' | 'no_action';
};

export function closed(ctx: Context, followUp: FollowUp, clock: Clock, { status, ...closing }: Closing): FollowUp {
  expectOpen(followUp);
  const errors = status === 'resolved' ? lackingResolved(ctx, closing, clock.settings) : lackingNoAction(closing);
  if (errors.length > 0) throw invalid(...errors);
  const closedAt = ctx.now.toISOString();
  const { openedAt, dueAt } = currentOf(followUp);
  const { urgency, ownerId, teamId } = followUp;
  return withCycle(
    { ...followUp, status, closedAt },
    {
      ...closing,
      closedAt,
      closedAs: status,
      closingTook: took(openedAt, closedAt, clock.hours),
      onTime: closedAt <= dueAt,
      urgency,
      ...(ownerId !== undefined && { ownerId }),
      ...(teamId !== undefined && { teamId }),
      ...(status === 'resolved' && planned(followUp, clock.settings, { ...closing, closedAt })),
    },
  );
}

const lacks = (text: string | undefined): boolean => text === undefined || text.trim() === '';

function lackingResolved(ctx: Context, closing: Omit<Closing, 'status'>, settings: FollowUpSettings): FieldError[] {
  const coded = (name: 'rootCause' | 'action', list: FollowUpSettings['actions']): FieldError[] => {
    const given = closing[name];
    if (!given) return [{ pointer: `#/${name}`, detail: 'must be given to resolve' }];
    const known = list.find(({ code }) => code === given.code);
    if (!known) return [{ pointer: `#/${name}/code`, detail: 'is not in the company’s list' }];
    if (known.retiredAt !== undefined && known.retiredAt <= ctx.now.toISOString())
      return [{ pointer: `#/${name}/code`, detail: 'is retired' }];
    const wordless = given.code === 'other' && lacks(given.note);
    return wordless ? [{ pointer: `#/${name}/note`, detail: 'must be given with the code other' }] : [];
  };
  return [
    ...coded('rootCause', settings.rootCauses),
    ...coded('action', settings.actions),
    ...(closing.customerInformed === undefined
      ? [{ pointer: '#/customerInformed', detail: 'must be given to resolve' }]
      : []),
    ...(closing.reason === undefined ? [] : [{ pointer: '#/reason', detail: 'is for no_action only' }]),
  ];
}

function lackingNoAction({ reason, note }: Omit<Closing, 'status'>): FieldError[] {
  if (reason === undefined) return [{ pointer: '#/reason', detail: 'must be given where nothing is done' }];
  return reason === 'other' && lacks(note)
    ? [{ pointer: '#/note', detail: 'must be given with the reason other' }]
    : [];
}

/** Another cycle of a closed one, with the same owner, present or not (`assign.ts` looks); without one it waits to be taken. */
export function reopened(ctx: Context, followUp: FollowUp, clock: Clock, reason: string): FollowUp {
  if (isOpen(followUp)) throw new Problem('conflict', 'The follow-up is open.');
  if (followUp.cycles.length >= MOST_CYCLES)
    throw new Problem('conflict', `A follow-up is opened at most ${MOST_CYCLES} times.`);
  const cycle = newCycle(ctx, clock, followUp.cycles.length + 1, followUp.urgency, reason);
  const { closedAt: _, ...rest } = followUp;
  return {
    ...rest,
    status: followUp.ownerId === undefined ? 'pending' : 'in_progress',
    dueAt: cycle.dueAt,
    cycles: [...followUp.cycles.map(withoutResurvey), cycle],
    reopenCount: followUp.reopenCount + 1,
  };
}
