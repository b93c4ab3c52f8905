import type { Context } from '../kernel/context.ts';
import { isThere } from '../kernel/store.ts';
import type { Person } from './people.schema.ts';
import { people } from './people.store.ts';

/** Those of some people whom the company knows, in no order. */
export async function known(ctx: Context, userIds: readonly string[]): Promise<Person[]> {
  const found = await Promise.all([...new Set(userIds)].map((userId) => people.find(ctx, userId)));
  return found.filter((one) => isThere(ctx, one)).map((one) => people.publicOf(one));
}

/** Everybody whom the company knows. */
export const everybody = (ctx: Context): Promise<Person[]> => people.every(ctx);
