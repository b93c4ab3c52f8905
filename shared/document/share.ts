import { invalid, Problem } from '../http/problem.ts';
import { reply, type Reply } from '../http/reply.ts';
import { change, visible, writesOf } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { newId } from '../kernel/ids.ts';
import { retryOnConflict, sendThroughConflicts } from '../kernel/retry.ts';
import { commit } from '../kernel/write.ts';
import { refusedTo } from './ask-gate.ts';
import { type DocumentShare, MOST_SHARED_A_DAY, MOST_SHARES, type ShareDocument } from './document.schema.ts';
import { documents, endsAt } from './document.store.ts';
import { recipientOf } from './recipients.ts';
import { shownVersion } from './versions.ts';

type One = { documentId: Id<'document'> };

const DAY_MS = 86_400_000;

const said = ({ customerId, contactId }: ShareDocument): DocumentShare['to'] =>
  contactId === undefined ? { type: 'customer', id: customerId ?? '' } : { type: 'contact', id: contactId };

const unfit = ({ contactId }: ShareDocument): Problem =>
  contactId === undefined
    ? invalid({
        pointer: '#/customerId',
        detail: 'must be the customer to whom the document belongs, or who owns its vehicle',
      })
    : invalid({
        pointer: '#/contactId',
        detail: 'must be a contact of the document, or at the business to which it belongs',
      });

const untilOf = ({ now }: Context, { days }: ShareDocument): string =>
  new Date(now.getTime() + days * DAY_MS).toISOString();

/** When it was shared within the last day; 429 for once too often, since each time is a mail. */
function recently({ now }: Context, sharedAt: readonly string[] = []): string[] {
  const recent = sharedAt.filter((at) => now.getTime() - Date.parse(at) < DAY_MS);
  const first = recent.at(-MOST_SHARED_A_DAY);
  if (first === undefined) return recent;
  const freeInMs = Date.parse(first) + DAY_MS - now.getTime();
  throw new Problem('too-many-requests', `A document is shared ${MOST_SHARED_A_DAY} times within a day at most.`, {
    headers: { 'retry-after': String(Math.ceil(freeInMs / 1_000)) },
  });
}

/**
 * Shares the version that a document shows with somebody to whom it belongs; the event has the link mailed. A link that they had
 * to it ends. 400 for anybody else, 409 where no file is ready, where the message gate says no, and above 20 people.
 */
export const share = (
  ctx: Context,
  { documentId, body }: One & { body: ShareDocument },
): Promise<Reply<DocumentShare>> =>
  retryOnConflict(ctx, async () => {
    const before = await visible(ctx, documents, documentId);
    const version = shownVersion(before.versions);
    const at = ctx.now.toISOString();
    const until = [untilOf(ctx, body), endsAt(before) ?? []].flat().toSorted()[0] ?? at;
    if (version?.status !== 'ready' || until <= at)
      throw new Problem('conflict', 'No file is ready: it was not checked yet, was rejected, or is kept no longer.');
    const recipient = await recipientOf(ctx, before, said(body));
    if (!recipient) throw unfit(body);
    const decision = await refusedTo(ctx, recipient);
    if (decision) throw new Problem('message-refused', `The document is not shared: ${decision.reason}.`, { decision });
    const sharedAt = [...recently(ctx, before.sharedAt), at];
    const others = (before.shares ?? []).filter((one) => one.to.id !== recipient.to.id && one.until > at);
    if (others.length >= MOST_SHARES)
      throw new Problem('conflict', `A document is shared with ${MOST_SHARES} people at a time at most.`);
    const made: DocumentShare = {
      linkId: newId('documentLink', ctx.now),
      to: recipient.to,
      versionId: version.versionId,
      at,
      until,
      mail: 'queued',
    };
    const says = { ...before, shares: [...others, made], sharedAt };
    const { writes } = writesOf(ctx, documents, before, says, { action: 'share' });
    await sendThroughConflicts(ctx, () => commit(ctx, writes, { body: made }));
    return reply(201, made);
  });

/** Ends a link; 404 where the document has no such one. */
export async function unshare(
  ctx: Context,
  { documentId, linkId }: One & { linkId: Id<'documentLink'> },
): Promise<undefined> {
  await change(ctx, documents, documentId, 'unshare', (before) => {
    const others = before.shares?.filter((one) => one.linkId !== linkId);
    if (others?.length === before.shares?.length) throw new Problem('not-found');
    return { ...before, shares: others };
  });
  return undefined;
}
