import { defineRoutes } from '../http/contract.ts';
import { pageOf, pageQuery } from '../http/page.schema.ts';
import { AccessEntry, AccessFilter } from './access.schema.ts';
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
  access: {
    method: 'GET',
    path: '/api/crm/audit/access',
    summary: 'List who has read data of customers',
    description:
      'Newest first: of one record, or of what one actor has read in a month; one of the two has to be named. A row is written before the answer that it is about, one for an actor, a record and an hour; kept for two years.',
    permission: 'audit:read',
    query: AccessFilter.extend(pageQuery),
    reply: { 200: pageOf(AccessEntry) },
  },
});
