import * as z from 'zod';
import { defineRoutes } from '../http/contract.ts';
import { crud } from '../http/crud.ts';
import {
  CreateDocument,
  CreateDocumentVersion,
  Document,
  DocumentFilter,
  DocumentId,
  DocumentToFetch,
  DocumentToSend,
  EditDocument,
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
});
