import { defineEvents } from '../kernel/events.ts';
import { Document } from './document.schema.ts';

export const documentEvents = defineEvents('document', Document, {
  id: 'documentId',
  actions: {
    create: ['DocumentCreated', 'A document was announced; its file has not been checked yet.'],
    edit: ['DocumentChanged', 'Somebody changed what a document says, or announced a new version.'],
    ready: ['DocumentReady', 'A file of a document was checked and can be fetched.'],
    reject: ['DocumentRejected', 'A file of a document is not what was said, or not allowed, and was removed.'],
    share: ['DocumentShared', 'A document was shared with a customer or contact, who is mailed the link.'],
    unshare: ['DocumentUnshared', 'A link by which a document was shared works no more: stopped, or at its end.'],
    delete: ['DocumentDeleted', 'A document was deleted with all of its files.'],
  },
  // Of a merge its customers tell; what became of a mail stands with the link.
  silent: ['move', 'mail'],
  facts: ['owner', 'kind', 'status', 'contentType', 'bytes'],
  readBy: 'documents:read',
});
