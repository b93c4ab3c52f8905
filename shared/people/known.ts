import { invalid } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { isThere } from '../kernel/store.ts';
import type { Person } from './people.schema.ts';
import { people } from './people.store.ts';

/** Those of some people whom the company knows, in no order. */
export async function known(ctx: Context, userIds: readonly string[]): Promise<Person[]> {
  const found = await Promise.all([...new Set(userIds)].map((userId) => people.find(ctx, userId)));
  return found.filter((one) => isThere(ctx, one)).map((one) => people.publicOf(one));
}

/** Those whom mail reaches, as far as is known. */
export const reachable = (some: readonly Person[]): Person[] => some.filter(({ mailState }) => mailState === undefined);

/** Those who are in a team, by their ids. */
export const inTeam = async (ctx: Context, teamId: string): Promise<string[]> =>
  (await everybody(ctx)).filter(({ teamIds = [] }) => teamIds.includes(teamId)).map(({ userId }) => userId);

/** The teams that a person is in. */
export const teamsOf = async (ctx: Context, userId: string): Promise<readonly string[]> =>
  (await known(ctx, [userId]))[0]?.teamIds ?? [];

/** Everybody whom the company knows. */
export const everybody = (ctx: Context): Promise<Person[]> => people.every(ctx);

/** Somebody whom a record names, and where in it. */
export type Named = { userId: string; pointer: string };

/** Refuses people whom the company does not know, with where each is named. Those named before may have left since. */
export async function expectKnown(ctx: Context, after: readonly Named[], before: readonly Named[] = []): Promise<void> {
  const old = new Set(before.map(({ userId }) => userId));
  const added = after.filter(({ userId }) => !old.has(userId));
  const people = await known(
    ctx,
    added.map(({ userId }) => userId),
  );
  const strangers = added.filter(({ userId }) => !people.some((person) => person.userId === userId));
  if (strangers.length === 0) return;
  throw invalid(...strangers.map(({ pointer }) => ({ pointer, detail: 'is nobody whom the company knows' })));
}

/** Those of some people who are not known to be absent now. */
export async function present(ctx: Context, userIds: readonly string[]): Promise<string[]> {
  const now = ctx.now.toISOString();
  const away = (await known(ctx, userIds)).filter(({ absentUntil }) => absentUntil !== undefined && absentUntil > now);
  return userIds.filter((userId) => !away.some((person) => person.userId === userId));
}
