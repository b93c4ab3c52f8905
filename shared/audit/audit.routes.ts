import { defineRoutes } from '../http/contract.ts';
import { pageOf, pageQuery } from '../http/page.schema.ts';
import { AuditEntry, AuditFilter } from './audit.schema.ts';

export const auditRoutes = defineRoutes('audit', {
  list: {
    method: 'GET',
    path: '/api/crm/audit',
    summary: 'List changes of all records',
    description:
      'Newest first: of one record, of a month, or of one record in a month. With `actorId`, or with `recordId` and `month`, a page may be shorter than `limit` and still have a successor.',
    permission: 'audit:read',
    query: AuditFilter.extend(pageQuery),
    reply: { 200: pageOf(AuditEntry) },
  },
});
