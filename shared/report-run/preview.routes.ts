import * as z from 'zod';
import { defineRoutes } from '../http/contract.ts';
import { SectionId } from '../report/section.schema.ts';
import { CreateReport } from '../report/report.schema.ts';

const format = z.enum(['html', 'pdf', 'xlsx', 'csv']).default('html').meta({
  description: '`html` is the mail as a page of its own, with its pictures inside.',
  example: 'html',
});

const PreviewReport = z
  .strictObject({
    report: CreateReport,
    format,
    sectionId: SectionId.optional().meta({ description: 'This section alone.' }),
  })
  .meta({ id: 'PreviewReport' });

const ReportPreview = z
  .object({
    fileName: z.string().meta({ example: 'weekly-report-2026-11-23-2026-11-29.pdf' }),
    contentType: z.string().meta({ example: 'application/pdf' }),
    encoding: z.enum(['utf8', 'base64']).meta({ description: 'How `content` is written.' }),
    content: z.string(),
  })
  .meta({ id: 'ReportPreview', description: 'A report as it would be sent now, marked as a preview.' });

export const reportPreviewRoutes = defineRoutes('report-preview', {
  preview: {
    method: 'POST',
    path: '/api/crm/reports/preview',
    summary: 'Show a report as it would be sent now',
    description:
      'From the numbers as they are, as the caller may read them. Nothing is stored and nobody is sent anything. A section that cannot be computed says why and stands beside the others. 409 where the file has more than 4 MB.',
    permission: 'reports:write',
    body: PreviewReport,
    reply: { 200: ReportPreview },
    problems: ['conflict'],
  },
});
