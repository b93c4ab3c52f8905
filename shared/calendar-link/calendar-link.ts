import { randomBytes } from 'node:crypto';
import { feedOf } from '../activity/feed.ts';
import { Problem } from '../http/problem.ts';
import { reply, type Reply } from '../http/reply.ts';
import { remove, set, visible } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { env } from '../kernel/env.ts';
import { masterKeys } from '../kernel/secret.ts';
import { isThere } from '../kernel/store.ts';
import { registerForLinks } from '../survey-link/link-company.ts';
import { openedLink } from '../survey-link/opened-link.ts';
import { companyHash, sealLink } from '../survey-link/survey-link.ts';
import type { CalendarLink } from './calendar-link.schema.ts';
import { calendarLinks, ownerOf } from './calendar-link.store.ts';

const DAY_MS = 86_400_000;
/** A calendar that is followed should not go silent soon; one that nobody renews for a year is followed by nobody. */
const LINK_DAYS = 400;

/** Makes the link of the caller’s own calendar. The one before shows nothing from then on. */
export const renew = (ctx: Context): Promise<CalendarLink> =>
  set(ctx, calendarLinks, ctx.actor.id, 'renew', () => ({
    userId: ctx.actor.id,
    // In whole seconds, as the link says it.
    endsAt: new Date(Math.floor(ctx.now.getTime() / 1_000) * 1_000 + LINK_DAYS * DAY_MS).toISOString(),
    subject: randomBytes(16).toString('hex'),
  }));

/** The caller’s own; 404 where there is none. */
export const get = async (ctx: Context): Promise<CalendarLink> =>
  calendarLinks.publicOf(await visible(ctx, calendarLinks, ctx.actor.id));

/** The address of the caller’s link as it is now, which no answer keeps; none where it was revoked since. */
export async function urlOf(ctx: Context): Promise<{ url?: string }> {
  const link = await calendarLinks.find(ctx, ctx.actor.id);
  if (!isThere(ctx, link)) return {};
  await registerForLinks(ctx);
  const token = sealLink(await masterKeys(), {
    purpose: 'calendar',
    flags: 0,
    company: companyHash(ctx.companyId),
    subject: link.subject,
    expiresAt: new Date(link.endsAt),
  });
  return { url: `${env('PUBLIC_URL')}/u/${token}` };
}

/** Ends somebody’s link at once; 404 where there is none. */
export async function revokeOf(ctx: Context, { userId }: { userId: string }): Promise<undefined> {
  await remove(ctx, calendarLinks, userId);
  return undefined;
}

/** The same of the caller’s own. */
export const revoke = (ctx: Context): Promise<undefined> => revokeOf(ctx, { userId: ctx.actor.id });

/**
 * The calendar behind a link; 404 for every link that does not hold, without saying why. Records nothing: programs ask every few
 * minutes.
 */
export async function feed(outer: Context, { token }: { token: string }): Promise<Reply<string>> {
  const opened = await openedLink(outer, token, 'calendar', 'calendar-feed');
  const userId = opened && (await ownerOf(opened.ctx, opened.link.subject));
  if (!opened || userId === undefined) throw new Problem('not-found');
  return reply(200, await feedOf(opened.ctx, userId), {
    'cache-control': 'private, no-cache',
    'content-disposition': 'inline; filename="calendar.ics"',
    'x-content-type-options': 'nosniff',
    'x-robots-tag': 'noindex',
  });
}
