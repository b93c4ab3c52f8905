import * as z from 'zod';
import { idSchema } from '../fields/ids.schema.ts';
import { editOf, record } from '../fields/record.schema.ts';
import { line } from '../fields/text.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { contentTypes, MOST_BYTES } from './content-types.ts';

export const DocumentId = idSchema('document');
export const DocumentVersionId = idSchema('documentVersion');

/** So many versions a document keeps. */
export const MOST_VERSIONS = 50;
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

/** Content type, size and hash are those of the newest version that is ready, or of the newest one where none is. */
export const Document = record('Document', {
  documentId: DocumentId,
  owner: DocumentOwner,
  ...says,
  ...file,
  status: z.enum(documentStates).meta({
    description: '`ready` once a file was checked; `pending` until then; `rejected` where it was refused and removed.',
  }),
  versions: z.array(DocumentVersion).meta({ description: 'The oldest first.' }),
});
export type Document = z.output<typeof Document>;

/** Hashes among its versions that another document of the same owner has: what a merge has brought together stays two. */
export const StoredDocument = Document.extend({ twice: z.array(z.string()).optional() });
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
  })
  .meta({ id: 'DocumentInBrief' });
export type DocumentInBrief = z.output<typeof DocumentInBrief>;
