import { type BesideRow, besideRows } from '../kernel/beside-rows.ts';
import type { Context } from '../kernel/context.ts';
import { partOf } from '../kernel/json.ts';
import { defineStore, type Stored } from '../kernel/store.ts';
import { companyPrefix } from '../kernel/table.ts';
import { takenRows } from '../kernel/taken-rows.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { Document, DocumentInBrief, StoredDocument } from './document.schema.ts';

type Company = Pick<Context, 'companyId'>;
type Row = Stored<StoredDocument>;

/** The partition in which the documents of a record lie in brief, by when they were announced. */
export const documentsPartition = ({ companyId }: Company, ownerId: string): string =>
  `${companyPrefix(companyId)}odoc#${ownerId}`;

/** The row of the bytes that a record has in one document alone; it says in which one. */
export const bytesKey = ({ companyId }: Company, ownerId: string, sha256: string) => ({
  pk: `${companyPrefix(companyId)}odoc-sha#${ownerId}`,
  sk: sha256,
});

const linkPart = ({ companyId }: Company, linkId: Id<'documentLink'>): string =>
  `${companyPrefix(companyId)}dol#${linkId}`;
/** The row that leads from a link to its document, as long as that works; and where it stands that its mail is sent. */
export const linkKey = (ctx: Company, linkId: Id<'documentLink'>) => ({ pk: linkPart(ctx, linkId), sk: 'link' });
export const linkMailKey = (ctx: Company, linkId: Id<'documentLink'>) => ({ pk: linkPart(ctx, linkId), sk: 'mail' });

const isThere = (one: Row | undefined): one is Row => one !== undefined && one.deletedAt === undefined;

const briefOf = (ctx: Company, one: Row | undefined): BesideRow[] =>
  isThere(one)
    ? [
        {
          pk: documentsPartition(ctx, one.owner.id),
          sk: one.documentId,
          ...partOf(DocumentInBrief, { ...one, sharedUntil: endsOf(one).at(-1) }),
        },
      ]
    : [];

const linksOf = (ctx: Company, one: Row | undefined): BesideRow[] =>
  isThere(one) ? (one.shares ?? []).map(({ linkId }) => ({ ...linkKey(ctx, linkId), documentId: one.documentId })) : [];

/** The rows of the bytes of a document: a file that was refused does not take its bytes. */
const bytesOf = (ctx: Company, one: Row | undefined) =>
  isThere(one)
    ? one.versions
        .filter(({ status, sha256 }) => status !== 'rejected' && !one.twice?.includes(sha256))
        .map(({ sha256 }) => bytesKey(ctx, one.owner.id, sha256))
    : [];

/** When the links to a document end, in order. */
const endsOf = ({ shares = [] }: Pick<StoredDocument, 'shares'>): string[] =>
  shares.map(({ until }) => until).toSorted();

/** When a document ends by itself: a day after it was announced, where no file came, and when it is kept no longer. */
export function endsAt({
  status,
  createdAt,
  retentionUntil,
}: Pick<StoredDocument, 'status' | 'createdAt' | 'retentionUntil'>): string | undefined {
  if (status === 'pending') return new Date(Date.parse(createdAt) + 86_400_000).toISOString();
  return retentionUntil === undefined ? undefined : `${retentionUntil}T23:59:59.999Z`;
}

export const documents = defineStore('document', StoredDocument, {
  id: 'documentId',
  key: { pk: ({ documentId }) => `doc#${documentId}`, sk: ({ documentId }) => documentId },
  indexes: {},
  shown: ({ shares = [], ...document }): Document => {
    const all = { ...document, shares, sharedWithCustomer: shares.length > 0 };
    return partOf(Document, all);
  },
  // Whoever repeats a request is given a form that works then.
  repeated: ({ documentId }) => ({ documentId }),
  // Also when a link ends, so that what is shown is so.
  due: (document) => [endsAt(document) ?? [], endsOf(document)].flat().toSorted()[0],
  beside: (ctx, after, before) => [
    ...takenRows({ documentId: after.documentId }, bytesOf(ctx, after), bytesOf(ctx, before)),
    ...besideRows([...briefOf(ctx, after), ...linksOf(ctx, after)], [...briefOf(ctx, before), ...linksOf(ctx, before)]),
  ],
});
