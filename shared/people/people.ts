import { listOf } from '../http/list.ts';
import { set, visible } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { containsWords, wordsOf } from '../kernel/words.ts';
import type { Colleague, PeopleFilter, Person, PutPerson } from './people.schema.ts';
import { people } from './people.store.ts';

type One = { userId: string };

const colleague = (one: Person, showsEmail: boolean): Colleague => ({
  userId: one.userId,
  name: one.name,
  roles: one.roles,
  ...(one.absentUntil !== undefined && { absentUntil: one.absentUntil }),
  ...(one.teamIds && { teamIds: one.teamIds }),
  ...(showsEmail && { email: one.email, ...(one.mailState && { mailState: one.mailState }) }),
});

const listed = listOf<PeopleFilter, Person>(
  'people',
  {
    role: ({ roles }, wanted) => roles.includes(wanted),
    q: ({ name }, wanted) => containsWords([name], wordsOf(wanted)),
  },
  (ctx, _, from) => people.all(ctx, from),
  (one) => one,
);

/** People by their id; how to reach them is for those who give out work. */
export async function list(ctx: Context, input: Parameters<typeof listed>[1]) {
  const { items, nextCursor } = await listed(ctx, input);
  const showsEmail = ctx.actor.permissions.has('workflow:read');
  return { items: items.map((one) => colleague(one, showsEmail)), nextCursor };
}

export const get = async (ctx: Context, { userId }: One): Promise<Person> =>
  people.publicOf(await visible(ctx, people, userId));

/** What an admin enters stands above what tokens say. */
export const put = (ctx: Context, { userId, ifMatch, body }: One & { ifMatch?: number | undefined; body: PutPerson }) =>
  set(
    ctx,
    people,
    userId,
    'put',
    (before) => {
      const { roles = [], reads = 'all' } = before ?? {};
      return {
        absentUntil: undefined,
        timeZone: undefined,
        teamIds: undefined,
        mailState: undefined,
        ...body,
        userId,
        roles,
        reads,
        enteredBy: 'admin' as const,
      };
    },
    { ifMatch },
  );
