import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { masterKeys } from '../kernel/secret.ts';
import { isThere, type Stored } from '../kernel/store.ts';
import { tableName } from '../kernel/table.ts';
import { registerForLinks } from '../survey-link/link-company.ts';
import { openedLink } from '../survey-link/opened-link.ts';
import { companyHash, idOfSubject, sealLink, subjectOfId } from '../survey-link/survey-link.ts';
import type { DocumentShare, DocumentVersion, StoredDocument } from './document.schema.ts';
import { documents, endsAt, linkKey } from './document.store.ts';
import { type Recipient, recipientOf } from './recipients.ts';

/** The page from which a shared document is fetched. */
export async function shareUrlOf(
  ctx: Context,
  origin: string,
  { linkId, until }: Pick<DocumentShare, 'linkId' | 'until'>,
): Promise<string> {
  await registerForLinks(ctx);
  const token = sealLink(await masterKeys(), {
    purpose: 'document',
    flags: 0,
    company: companyHash(ctx.companyId),
    subject: subjectOfId(linkId),
    expiresAt: new Date(until),
  });
  return `${origin}/d/${token}`;
}

/** A document as somebody may fetch it by their link. */
export type Shared = {
  document: Stored<StoredDocument>;
  share: DocumentShare;
  version: DocumentVersion;
  recipient: Recipient;
};

/** What a link gives; undefined where it was ended, or the document or the person is gone or no longer belongs to the other. */
export async function sharedBy(ctx: Context, linkId: Id<'documentLink'>): Promise<Shared | undefined> {
  const Key = linkKey(ctx, linkId);
  const { Item } = await ctx.db.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true }));
  const document = Item && (await documents.find(ctx, Item['documentId'] as Id<'document'>));
  if (!isThere(ctx, document)) return undefined;
  const now = ctx.now.toISOString();
  const share = document.shares?.find((one) => one.linkId === linkId && one.until > now);
  const version = document.versions.find(
    ({ versionId, status }) => versionId === share?.versionId && status === 'ready',
  );
  const end = endsAt(document);
  if (!share || !version || (end !== undefined && end <= now)) return undefined;
  const recipient = await recipientOf(ctx, document, share.to);
  return recipient && { document, share, version, recipient };
}

/** The same of a token, and a context of its company in which who got the link acts; undefined for any that does not hold. */
export async function openShareLink(
  outer: Pick<Context, 'now' | 'requestId' | 'deadline'>,
  token: string,
): Promise<({ ctx: Context } & Shared) | undefined> {
  const opened = await openedLink(outer, token, 'document', 'document-page');
  if (!opened) return undefined;
  const { ctx, link } = opened;
  const shared = await sharedBy(ctx, idOfSubject('documentLink', link.subject));
  return shared && { ctx: { ...ctx, actor: { ...ctx.actor, id: shared.recipient.to.id } }, ...shared };
}
