import * as z from 'zod';
import { defineRoutes } from '../http/contract.ts';
import { JobId } from '../job/job.schema.ts';
import { CreateExport, ExportJob, ExportLink, ExportLinkRequest, ExportResource } from './export.schema.ts';

const path = '/api/crm/exports/{export}';
const one = z.object({ export: JobId });

export const exportRoutes = defineRoutes('export', {
  start: {
    method: 'POST',
    path,
    summary: 'Start to export records',
    description:
      'Writes records into files, in the order of their ids, of the audit trail and numbers in that of time: the same data make the same bytes. Follow it by `GET`, pause, resume and cancel it by `/jobs/{jobId}`. Excluded feedback is in it with its reason unless the filter leaves it out, deleted feedback never; what changes meanwhile may be in it as it was or as it is. A workbook of more than 100 000 records is refused where counters know how many there are (feedback of some days), and ends the export where it finds them. At most three at a time.',
    permission: 'exports:write',
    params: z.object({ export: ExportResource }),
    body: CreateExport,
    reply: { 202: ExportJob },
    problems: ['conflict'],
  },
  get: {
    method: 'GET',
    path,
    summary: 'Get an export with its files',
    permission: 'exports:write',
    params: one,
    reply: { 200: ExportJob },
  },
  link: {
    method: 'POST',
    path: `${path}/link`,
    summary: 'Get a link to a file of an export',
    description:
      'For ten minutes, for whoever has it. The audit trail says who asked. `conflict` before the export is done; its files are kept for seven days.',
    permission: 'exports:write',
    params: one,
    body: ExportLinkRequest,
    reply: { 200: ExportLink },
    problems: ['conflict'],
  },
});
