import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { type BesideRow, besideRows } from '../kernel/beside-rows.ts';
import type { Context } from '../kernel/context.ts';
import { partOf } from '../kernel/json.ts';
import { defineStore, type Stored } from '../kernel/store.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { CalendarLink, StoredCalendarLink } from './calendar-link.schema.ts';

type Company = Pick<Context, 'companyId'>;
const placeOf = ({ companyId }: Company, subject: string) => ({
  pk: `${companyPrefix(companyId)}cln-of#${subject}`,
  sk: 'link',
});

/** The row by which the owner of a link is found; it goes with the link, and none is left of one before. */
const rowsOf = (ctx: Company, one: Stored<StoredCalendarLink> | undefined): BesideRow[] =>
  one && one.deletedAt === undefined
    ? [
        {
          ...placeOf(ctx, one.subject),
          userId: one.userId,
          expiresAt: Math.ceil(Date.parse(one.endsAt) / 1_000),
        },
      ]
    : [];

/** One for each person; they make a new one in its place. */
export const calendarLinks = defineStore('calendarLink', StoredCalendarLink, {
  id: 'userId',
  key: { pk: () => 'cln', sk: ({ userId }) => userId },
  indexes: {},
  shown: (link): CalendarLink => partOf(CalendarLink, link),
  retention: ({ endsAt }) => new Date(endsAt),
  beside: (ctx, after, before) => besideRows(rowsOf(ctx, after), rowsOf(ctx, before)),
});

/** Whose link it is; undefined where it was revoked or renewed since. Strongly consistent. */
export async function ownerOf(ctx: Context, subject: string): Promise<string | undefined> {
  const Key = placeOf(ctx, subject);
  const { Item } = await ctx.db.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true }));
  return Item?.['userId'] as string | undefined;
}
