import type { Context } from '../kernel/context.ts';
import { masterKeys } from '../kernel/secret.ts';
import { isThere } from '../kernel/store.ts';
import { registerForLinks } from '../survey-link/link-company.ts';
import { openedLink } from '../survey-link/opened-link.ts';
import { companyHash, idOfSubject, sealLink, subjectOfId } from '../survey-link/survey-link.ts';
import type { OutsideAddress } from './outside-address.schema.ts';
import { outsideAddresses } from './outside-address.store.ts';

const DAY_MS = 86_400_000;
/** For so long an address can agree by the mail that asked it. */
export const ASK_DAYS = 30;
/** Unsubscribing must work long after a mail; this is far beyond any law's 30 or 60 days. */
export const STOP_DAYS = 400;

/** The page on which an address agrees to get a company's mail, or stops it: who holds the link has read mail to the address. */
export async function addressUrlOf(
  ctx: Context,
  origin: string,
  { addressId, days }: Pick<OutsideAddress, 'addressId'> & { days: number },
): Promise<string> {
  await registerForLinks(ctx);
  const token = sealLink(await masterKeys(), {
    purpose: 'address',
    flags: 0,
    company: companyHash(ctx.companyId),
    subject: subjectOfId(addressId),
    expiresAt: new Date(ctx.now.getTime() + days * DAY_MS),
  });
  return `${origin}/c/${token}`;
}

/** The address of a link, and a context of its company; undefined for any link that does not hold, or an address removed since. */
export async function openAddressLink(
  outer: Pick<Context, 'now' | 'requestId' | 'deadline'>,
  token: string,
): Promise<{ ctx: Context; address: OutsideAddress } | undefined> {
  const opened = await openedLink(outer, token, 'address', 'address-page');
  if (!opened) return undefined;
  const { ctx, link } = opened;
  const found = await outsideAddresses.find(ctx, idOfSubject('outsideAddress', link.subject));
  return isThere(ctx, found) ? { ctx, address: outsideAddresses.publicOf(found) } : undefined;
}
