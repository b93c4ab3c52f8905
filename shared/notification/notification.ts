import { isRule } from '../alert-rule/known-rules.ts';
import { systemKindOf } from '../alert/system.schema.ts';
import { invalid } from '../http/problem.ts';
import { set } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { isThere } from '../kernel/store.ts';
import { MOST_MUTED, Notifications, type PutNotifications } from './notification.schema.ts';
import { storedNotifications } from './notification.store.ts';

type RuleId = Notifications['mutedRules'][number];

/** How a person wants to be told, defaults where they have never said. */
export async function notificationsOf(ctx: Context, userId: string): Promise<Notifications> {
  const stored = await storedNotifications.find(ctx, userId);
  return isThere(ctx, stored) ? storedNotifications.publicOf(stored) : Notifications.parse({ version: 0 });
}

export const get = (ctx: Context): Promise<Notifications> => notificationsOf(ctx, ctx.actor.id);

/** Replaces how the caller is told. A rule that they name must be one of the company, or muted by them before. */
export async function put(
  ctx: Context,
  { body, ifMatch }: { body: PutNotifications; ifMatch?: number | undefined },
): Promise<Notifications> {
  const userId = ctx.actor.id;
  await expectRules(ctx, body.mutedRules, (await notificationsOf(ctx, userId)).mutedRules);
  const said = { quietHours: undefined, language: undefined, ...body, userId };
  return set(ctx, storedNotifications, userId, 'put', () => said, { ifMatch, evenIfEqual: true });
}

async function expectRules(ctx: Context, ids: readonly RuleId[], before: readonly RuleId[]): Promise<void> {
  const unknown = await Promise.all(
    ids.map(async (ruleId, index) => {
      if (before.includes(ruleId) || systemKindOf(ruleId) || (await isRule(ctx, ruleId))) return [];
      return [{ pointer: `#/mutedRules/${index}`, detail: 'is no alert rule of the company' }];
    }),
  );
  const errors = unknown.flat();
  if (errors.length > 0) throw invalid(...errors);
}

type Muting = { userId: string; ruleId: RuleId; muted: boolean };

/** Mutes a rule for a person, or lets it be heard again. Done twice it is done once; of too many the oldest is heard again. */
export const mute = (ctx: Context, { userId, ruleId, muted }: Muting): Promise<Notifications> =>
  set(ctx, storedNotifications, userId, muted ? 'mute' : 'unmute', (before) => {
    const { version: _, updatedAt: _at, ...fresh } = Notifications.parse({ version: 0 });
    const rest = (before?.mutedRules ?? []).filter((one) => one !== ruleId);
    if (before && before.mutedRules.includes(ruleId) === muted) return before;
    const mutedRules = muted ? [...rest, ruleId].slice(-MOST_MUTED) : rest;
    return { ...fresh, ...before, userId, mutedRules };
  });
