import * as z from 'zod';
import { ContactId } from '../contact/contact.schema.ts';
import { CustomerId } from '../customer/customer.parts.schema.ts';
import { idSchema } from '../fields/ids.schema.ts';
import { editOf, record } from '../fields/record.schema.ts';
import { line } from '../fields/text.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { decisionReasons } from '../survey/survey.schema.ts';
import { contentTypes, MOST_BYTES } from './content-types.ts';

export const DocumentId = idSchema('document');
export const DocumentVersionId = idSchema('documentVersion');
export const DocumentLinkId = idSchema('documentLink');

/** So many versions a document keeps. */
export const MOST_VERSIONS = 50;
/** With so many people one is shared at a time, for so many days at most, and so often within a day: each time is a mail. */
export const MOST_SHARES = 20;
export const MOST_SHARE_DAYS = 90;
export const MOST_SHARED_A_DAY = 10;
export const ownerTypes = ['customer', 'contact', 'vehicle'] as const;

const OwnerKind = z
  .enum(ownerTypes, 'must be customer, contact or vehicle; there are no opportunities and tickets yet')
  .meta({ example: 'customer' });

/** The one record that a document belongs to. */
export const DocumentOwner = z
  .strictObject({
    type: OwnerKind,
    id: z
      .string()
      .regex(/^(?:cus|con|veh)_[0-7][0-9a-hjkmnp-tv-z]{25}$/, 'must be the id of a customer, contact or vehicle')
      .meta({ example: 'cus_01jd3k5w8z9x7v6t5s4r3q2p1n' }),
  })
  .meta({ id: 'DocumentOwner' });
export type DocumentOwner = z.output<typeof DocumentOwner>;

export const documentKinds = ['contract', 'id', 'invoice', 'photo', 'service_report', 'consent', 'other'] as const;
export const documentStates = ['pending', 'ready', 'rejected'] as const;

/** Why a file was refused. */
export const rejections = ['size', 'sha256', 'type', 'forbidden', 'unsafe_archive'] as const;
export type Rejection = (typeof rejections)[number];

const Name = line(200)
  .regex(/^[^/\\]*$/, 'must not contain / or \\')
  .refine((name) => !/^\.+$/.test(name), 'must not be dots alone')
  .meta({ description: 'As the file is called when it is fetched.', example: 'Contract 2026.pdf' });

/** What is said of a file before it is sent; the file has to be exactly that. */
const file = {
  contentType: z.enum(contentTypes).meta({ example: 'application/pdf' }),
  bytes: z.int().min(1).max(MOST_BYTES).meta({ description: 'At most 50 MB.', example: 184_320 }),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits in lower case')
    .meta({
      description: 'Of the bytes that are sent.',
      example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    }),
};

const says = {
  name: Name,
  kind: z.enum(documentKinds),
  tags: z.array(line(40)).max(20).default([]),
  retentionUntil: z.iso
    .date()
    .optional()
    .meta({ description: 'Kept until the end of this day (UTC), then removed with its files.', example: '2033-12-31' }),
};

export const DocumentVersion = z
  .object({
    versionId: DocumentVersionId,
    ...file,
    status: z.enum(documentStates),
    rejectedFor: z.enum(rejections).optional(),
    withoutPlace: z
      .literal(true)
      .optional()
      .meta({ description: 'What a photograph said of where it was taken, and by which camera, was removed.' }),
    at: instant.meta({ description: 'When it was announced.' }),
  })
  .meta({ id: 'DocumentVersion' });
export type DocumentVersion = z.output<typeof DocumentVersion>;

export const shareMails = ['queued', 'sent', 'refused', 'failed', 'unresolved'] as const;

/** Somebody who has a link to a version of a document. */
export const DocumentShare = z
  .object({
    linkId: DocumentLinkId,
    to: z.object({
      type: z.enum(['customer', 'contact']),
      id: z
        .string()
        .regex(/^(?:cus|con)_[0-7][0-9a-hjkmnp-tv-z]{25}$/)
        .meta({ example: 'cus_01jd3k5w8z9x7v6t5s4r3q2p1n' }),
    }),
    versionId: DocumentVersionId.meta({ description: 'What the link gives, also where there are newer ones.' }),
    at: instant,
    until: instant.meta({ description: 'The instant from which on the link works no more.' }),
    mail: z.enum(shareMails).meta({
      description:
        'What became of the mail with the link. `refused`: by then the person must not be written to, `reason` says why; `unresolved`: nobody knows whether it went out, and it is not sent again.',
    }),
    reason: z.enum(decisionReasons).optional(),
  })
  .meta({ id: 'DocumentShare' });
export type DocumentShare = z.output<typeof DocumentShare>;

/** Content type, size and hash are those of the newest version that is ready, or of the newest one where none is. */
const kept = {
  documentId: DocumentId,
  owner: DocumentOwner,
  ...says,
  ...file,
  status: z.enum(documentStates).meta({
    description: '`ready` once a file was checked; `pending` until then; `rejected` where it was refused and removed.',
  }),
  versions: z.array(DocumentVersion).meta({ description: 'The oldest first.' }),
};
export const Document = record('Document', {
  ...kept,
  sharedWithCustomer: z.boolean().default(false).meta({ description: 'Whether a link to it works.' }),
  shares: z.array(DocumentShare).default([]).meta({ description: 'Whose links work, the oldest first.' }),
});
export type Document = z.output<typeof Document>;

/** A document as it is stored. */
export const StoredDocument = record('StoredDocument', {
  ...kept,
  shares: z.array(DocumentShare).optional(),
  /** When it was shared within the last day before it was shared last. */
  sharedAt: z.array(instant).optional(),
  /** Hashes among its versions that another document of the same owner has: what a merge has brought together stays two. */
  twice: z.array(z.string()).optional(),
});
export type StoredDocument = z.output<typeof StoredDocument>;

const Upload = z
  .object({
    url: z.url(),
    fields: z.record(z.string(), z.string()).meta({ description: 'Of a form, all of them, before its `file`.' }),
    expiresAt: instant,
  })
  .meta({ id: 'DocumentUpload' });
export type Upload = z.output<typeof Upload>;

/** A document that waits for a file, with the form by which that is sent. */
export const DocumentToSend = Document.extend({
  upload: Upload.optional().meta({ description: 'Absent where the file is here already.' }),
}).meta({ id: 'DocumentToSend' });
export type DocumentToSend = z.output<typeof DocumentToSend>;

export const DocumentToFetch = Document.extend({
  downloadUrl: z
    .url()
    .optional()
    .meta({ description: 'Works for 5 minutes, as a download; absent where no file is ready.' }),
}).meta({ id: 'DocumentToFetch' });
export type DocumentToFetch = z.output<typeof DocumentToFetch>;

export const CreateDocument = z.strictObject({ owner: DocumentOwner, ...says, ...file }).meta({ id: 'CreateDocument' });
export type CreateDocument = z.output<typeof CreateDocument>;

export const CreateDocumentVersion = z.strictObject(file).meta({ id: 'CreateDocumentVersion' });
export type CreateDocumentVersion = z.output<typeof CreateDocumentVersion>;

/** With whom a document is shared, and for how long. */
export const ShareDocument = z
  .strictObject({
    customerId: CustomerId.optional().meta({ description: 'To whom it belongs, also by their vehicle.' }),
    contactId: ContactId.optional().meta({
      description: 'To whom it belongs, or who is at the business to which it does.',
    }),
    days: z.int().min(1).max(MOST_SHARE_DAYS).default(14),
  })
  .refine(
    ({ customerId, contactId }) => (customerId === undefined) !== (contactId === undefined),
    'must say either customerId or contactId',
  )
  .meta({ id: 'ShareDocument' });
export type ShareDocument = z.output<typeof ShareDocument>;

export const EditDocument = editOf('EditDocument', says);

export const DocumentFilter = z.strictObject({
  owner: z
    .string()
    .regex(
      /^(?:customer:cus|contact:con|vehicle:veh)_[0-7][0-9a-hjkmnp-tv-z]{25}$/,
      'must look like customer:cus_…, contact:con_… or vehicle:veh_…',
    )
    .meta({ example: 'customer:cus_01jd3k5w8z9x7v6t5s4r3q2p1n' }),
  kind: z.enum(documentKinds).optional(),
});
export type DocumentFilter = z.output<typeof DocumentFilter>;

/** A document among those of its owner. */
export const DocumentInBrief = z
  .object({
    documentId: DocumentId,
    name: z.string(),
    kind: z.enum(documentKinds),
    status: z.enum(documentStates),
    contentType: z.enum(contentTypes),
    bytes: z.int(),
    createdAt: instant,
    sharedUntil: instant.optional().meta({ description: 'Until when a link to it works; absent where none does.' }),
  })
  .meta({ id: 'DocumentInBrief' });
export type DocumentInBrief = z.output<typeof DocumentInBrief>;
