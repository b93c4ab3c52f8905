import type { DueKind } from '../kernel/due.ts';
import { dueRecords } from '../kernel/due-records.ts';
import { orNone } from '../http/problem.ts';
import type { Stored } from '../kernel/store.ts';
import type { StoredDocument } from './document.schema.ts';
import { documents } from './document.store.ts';
import { removeDocument } from './forget.ts';

const LEASE_MS = 300_000;
const due = dueRecords(documents, { leaseMs: LEASE_MS, action: 'delete', act: async () => ({}) });

/** Removes documents whose file never came, and those that are kept no longer. Done twice, or at once, it comes to the same. */
export const dueDocuments: DueKind<Stored<StoredDocument>> = {
  ...due,
  run: (ctx, { documentId }) => orNone(removeDocument(ctx, { documentId })),
};
