import type { Context } from '../../kernel/context.ts';
import { aContext } from '../../testing/context.ts';
import { PutPerson } from '../people.schema.ts';
import { put } from '../people.ts';

const putOne = (ctx: Context, userId: string, more: object = {}) =>
  put(
    { ...ctx, requestId: aContext().requestId },
    { userId, body: PutPerson.parse({ name: userId, email: `${userId}@example.com`, ...more }) },
  );

/** People whom a company knows, for tests. */
export async function knows(ctx: Context, ...userIds: string[]): Promise<void> {
  for (const userId of userIds) await putOne(ctx, userId);
}

/** A person whom the company knows is absent until an instant (ISO 8601). */
export const awayIs = (ctx: Context, userId: string, absentUntil: string) => putOne(ctx, userId, { absentUntil });

/** A person whom the company knows is in some teams, and absent where that is said. */
export const inTeam = (ctx: Context, userId: string, teamIds: string[], absentUntil?: string) =>
  putOne(ctx, userId, { teamIds, absentUntil });
