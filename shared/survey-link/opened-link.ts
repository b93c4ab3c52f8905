import { type Context, systemContext } from '../kernel/context.ts';
import { masterKeys } from '../kernel/secret.ts';
import { companyOfLink } from './link-company.ts';
import { type Link, type LinkPurpose, openLink } from './survey-link.ts';

/** A link that holds, and a context of its company. */
export type OpenedLink = { ctx: Context; link: Link };

/**
 * Opens a public link of one purpose; undefined for any other token, without saying why. Who holds a link has no
 * permissions: `actorId` is what the journal says of them. All checks of the token come before the first read.
 */
export async function openedLink(
  outer: Pick<Context, 'now' | 'requestId' | 'deadline'>,
  token: string,
  purpose: LinkPurpose,
  actorId: string,
): Promise<OpenedLink | undefined> {
  const link = openLink(await masterKeys(), token, [purpose], outer.now);
  const companyId = link && (await companyOfLink(link.company));
  if (!link || companyId === undefined) return undefined;
  const { now, requestId, deadline } = outer;
  const ctx: Context = {
    ...systemContext(companyId, actorId, { now, requestId, ...(deadline && { deadline }) }),
    actor: { kind: 'public', id: actorId, roles: [], permissions: new Set(), ownOnly: false },
  };
  return { ctx, link };
}
