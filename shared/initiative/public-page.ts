import { change } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { masterKeys } from '../kernel/secret.ts';
import { isThere } from '../kernel/store.ts';
import { registerForLinks } from '../survey-link/link-company.ts';
import { openedLink } from '../survey-link/opened-link.ts';
import { companyHash, idOfSubject, sealLink, subjectOfId } from '../survey-link/survey-link.ts';
import type { Initiative } from './initiative.schema.ts';
import type { PublishedInitiative, PublishInitiative } from './public-page.schema.ts';
import { initiatives } from './initiative.store.ts';

type One = { initiativeId: Id<'initiative'>; ifMatch?: number | undefined };

/** A page has no end; this is the last second that a token can name. */
const NEVER = new Date(0xff_ff_ff_ff * 1_000);
/** Fewer people than this are not told of, and more are rounded down to a multiple. */
const TENS = 10;

/** The token of an initiative's page: the same each time it is made. */
async function publicKeyOf({ companyId }: Context, initiativeId: Id<'initiative'>): Promise<string> {
  const [company, subject] = [companyHash(companyId), subjectOfId(initiativeId)];
  return sealLink(await masterKeys(), { purpose: 'initiative', flags: 0, company, subject, expiresAt: NEVER });
}

/** Publishes an initiative, or changes what its page says. An address that was once given out is kept. */
export async function publish(
  ctx: Context,
  { initiativeId, ifMatch, body }: One & { body: PublishInitiative },
  origin: string,
): Promise<PublishedInitiative> {
  await registerForLinks(ctx);
  const publicKey = await publicKeyOf(ctx, initiativeId);
  const page = { ...body, publicKey, publishedAt: ctx.now.toISOString() };
  const { publicPage = page } = await change(
    ctx,
    initiatives,
    initiativeId,
    'edit',
    (before) => ({
      ...before,
      publicPage: { ...page, ...(before.publicPage && { publicKey: before.publicPage.publicKey }) },
    }),
    { ifMatch },
  );
  return { ...publicPage, url: `${origin}/i/${publicPage.publicKey}` };
}

/** Takes the page back; nothing where there is none. */
export async function unpublish(ctx: Context, { initiativeId, ifMatch }: One): Promise<undefined> {
  await change(ctx, initiatives, initiativeId, 'edit', (before) => ({ ...before, publicPage: undefined }), { ifMatch });
  return undefined;
}

/** The published initiative that an address leads to; undefined for any other, without saying why. Reads only. */
export async function openPublicPage(
  outer: Pick<Context, 'now' | 'requestId' | 'deadline'>,
  publicKey: string,
): Promise<{ ctx: Context; initiative: Initiative; page: NonNullable<Initiative['publicPage']> } | undefined> {
  const opened = await openedLink(outer, publicKey, 'initiative', 'public-page');
  if (!opened) return undefined;
  const { ctx, link } = opened;
  const initiative = await initiatives.find(ctx, idOfSubject('initiative', link.subject));
  if (!isThere(ctx, initiative) || !initiative.publicPage) return undefined;
  return { ctx, initiative, page: initiative.publicPage };
}

/** How many people asked for it, as everybody may know: in tens, rounded down; undefined below ten. */
export function publicVoices({ voices = 0 }: Pick<Initiative, 'voices'>): number | undefined {
  return voices < TENS ? undefined : Math.floor(voices / TENS) * TENS;
}
