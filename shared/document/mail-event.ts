import * as z from 'zod';
import { noteUndeliverable } from '../contact-preference/undeliverable.ts';
import type { Context } from '../kernel/context.ts';
import { addressEvent, sesTags } from '../mail/ses-event.schema.ts';
import { DocumentId, DocumentLinkId } from './document.schema.ts';
import { noteShareMail } from './share-noted.ts';

/** What SES tells of a mail with the link to a document. The addresses are SES's own word. */
export const DocumentMailEvent = addressEvent(
  sesTags({ document: z.tuple([DocumentId]), link: z.tuple([DocumentLinkId]) }),
);
export type DocumentMailEvent = z.infer<typeof DocumentMailEvent>;

/** Notes that such a mail came back for good, or was called spam: nothing is sent there any more. */
export async function recordDocumentMailEvent(ctx: Context, event: DocumentMailEvent): Promise<void> {
  await noteUndeliverable(ctx, event);
  const { document, link } = event.mail.tags;
  if (event.bounce?.bounceType === 'Permanent') await noteShareMail(ctx, document[0], link[0], { mail: 'failed' });
}
