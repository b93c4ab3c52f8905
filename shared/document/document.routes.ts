import * as z from 'zod';
import { defineRoutes } from '../http/contract.ts';
import { crud } from '../http/crud.ts';
import {
  CreateDocument,
  CreateDocumentVersion,
  Document,
  DocumentFilter,
  DocumentId,
  DocumentLinkId,
  DocumentShare,
  DocumentToFetch,
  DocumentToSend,
  EditDocument,
  ShareDocument,
} from './document.schema.ts';

const params = { documentId: DocumentId };
const write = 'documents:write';
const path = '/api/crm/documents' as const;
const of = crud({
  names: ['a document', 'documents'],
  path,
  params,
  read: 'documents:read',
  write,
  record: Document,
  create: CreateDocument,
  edit: EditDocument,
  filter: DocumentFilter,
});

const sending =
  'The form takes exactly the announced file for 10 minutes: type, number of bytes and SHA-256. The file is checked when it has come, then the document is `ready`, or `rejected` and the file is removed.';

export const documentRoutes = defineRoutes('document', {
  ...of,
  list: { ...of.list, description: 'Of one record, the newest first. All given filters must hold.' },
  create: {
    ...of.create,
    summary: 'Create a document, and get a form for its file',
    description: `${sending} Bytes that the owner has in a document already make no second one: the answer is 200, with that.`,
    reply: { 201: DocumentToSend, 200: DocumentToSend },
  },
  get: {
    ...of.get,
    summary: 'Get a document, with a link to its file',
    description: 'Who gets it is noted in the audit of accesses.',
    reply: { 200: DocumentToFetch },
  },
  remove: { ...of.remove, summary: 'Delete a document with all of its files' },
  addVersion: {
    method: 'POST',
    path: `${path}/{documentId}/versions`,
    summary: 'Create a version of a document, and get a form for its file',
    description: `${sending} Until then the versions before it are shown. 200 where the document has these bytes, 409 where another document of the owner has.`,
    permission: write,
    params: z.object(params),
    body: CreateDocumentVersion,
    reply: { 201: DocumentToSend, 200: DocumentToSend },
    problems: ['conflict'],
  },
  share: {
    method: 'POST',
    path: `${path}/{documentId}/share`,
    summary: 'Send a customer or contact the link to a document of theirs',
    description:
      'The link gives the version that is shown now, for 14 days if not said, and takes the place of one that the person had. 409 where no file is ready, or where the person must not be written to: then nothing is shared, and `decision` says why. With at most 20 people at a time (409), and 10 times within a day (429).',
    permission: write,
    params: z.object(params),
    body: ShareDocument,
    reply: { 201: DocumentShare },
    problems: ['conflict', 'message-refused', 'too-many-requests'],
  },
  unshare: {
    method: 'DELETE',
    path: `${path}/{documentId}/share/{linkId}`,
    summary: 'Revoke the link to a document',
    description: 'From then on the link leads to the page of every link that does not work.',
    permission: write,
    params: z.object({ ...params, linkId: DocumentLinkId }),
    reply: { 204: null },
  },
});
