import { CreateCustomer } from '../../customer/customer.schema.ts';
import { create as createCustomer } from '../../customer/customer.ts';
import { again } from '../../feedback/testing/given.ts';
import type { Context } from '../../kernel/context.ts';
import { putFile } from '../../kernel/files.ts';
import type { Id } from '../../kernel/id-kinds.ts';
import { checkUpload } from '../check.ts';
import { CreateDocument, CreateDocumentVersion, type DocumentShare, ShareDocument } from '../document.schema.ts';
import { addVersion, create } from '../document.ts';
import { incomingKey } from '../folders.ts';
import { share } from '../share.ts';
import { shareUrlOf } from '../share-link.ts';
import { announcing, type Bytes } from './files.ts';

export const pdfOf = (text: string): Bytes => new Uint8Array(Buffer.from(`%PDF-1.7\n${text}`));
type Kept = { customerId: Id<'customer'>; documentId: Id<'document'> };

/** Sends the file of the newest version of a document, as S3 takes it, and has it checked. */
async function checked(
  ctx: Context,
  { documentId, versions }: Awaited<ReturnType<typeof create>>['body'],
  bytes: Bytes,
) {
  const versionId = versions.at(-1)?.versionId;
  if (!versionId) throw new Error('a document has a version');
  await putFile(incomingKey(ctx, { documentId, versionId }), bytes);
  await checkUpload(again(ctx), { documentId, versionId });
}

/** A document of a customer, who is made where there is none, with a file that was checked. Needs an S3 (`useFiles`). */
export async function aKept(
  ctx: Context,
  {
    email = 'ana@example.com',
    customerId,
    sends,
    ...more
  }: {
    email?: string;
    customerId?: Id<'customer'> | undefined;
    /** Other bytes than were announced: the file is rejected. */
    sends?: Bytes;
    owner?: object;
    retentionUntil?: string;
  } = {},
): Promise<Kept> {
  const ana = CreateCustomer.parse({ type: 'individual', lastName: 'Huber', emails: [{ address: email }] });
  const id = customerId ?? (await createCustomer(again(ctx), { body: ana })).customerId;
  const bytes = pdfOf('x');
  const said = { owner: { type: 'customer', id }, name: 'Contract <1>.pdf', kind: 'contract' };
  const body = CreateDocument.parse({ ...said, ...announcing(bytes, 'application/pdf'), ...more });
  const made = await create(again(ctx), { body });
  await checked(ctx, made.body, sends ?? bytes);
  return { customerId: id, documentId: made.body.documentId };
}

/** A newer version of it, checked. */
export async function aVersion(ctx: Context, { documentId }: Pick<Kept, 'documentId'>, text: string): Promise<void> {
  const body = CreateDocumentVersion.parse(announcing(pdfOf(text), 'application/pdf'));
  await checked(ctx, (await addVersion(again(ctx), { documentId, body })).body, pdfOf(text));
}

/** Shares a document, with its customer if nobody else is said. */
export const shared = async (
  ctx: Context,
  { documentId, customerId }: Kept,
  more: { customerId?: string; contactId?: string; days?: number } = { customerId },
): Promise<DocumentShare> => (await share(again(ctx), { documentId, body: ShareDocument.parse(more) })).body;

/** The token of a link. */
export const tokenOf = async (ctx: Context, made: Pick<DocumentShare, 'linkId' | 'until'>): Promise<string> =>
  (await shareUrlOf(ctx, '', made)).slice('/d/'.length);
