import { invalid, Problem } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import type { CreateReport } from '../report/report.schema.ts';
import type { Snapshot } from '../report/snapshot.schema.ts';
import { sectionFaults } from '../report/faults.ts';
import { compute } from './compute.ts';
import type { Printed, Printers } from './printers.ts';
import type { StoredFile } from './run.schema.ts';

type Asked = { body: { report: CreateReport; format: 'html' | StoredFile['format']; sectionId?: string | undefined } };
/** Of what a preview is printed with: a page, or a file. */
export type PreviewPrinters = Pick<Printers, 'words' | 'file'> & { page: (snapshot: Snapshot) => Promise<string> };

/** A reply of a function holds 6 MB, and base64 takes four bytes for three. */
const MOST_BYTES = 4_000_000;

/**
 * A report as it would be sent now, computed with what the caller may read; nothing is stored or sent. Throws 400 with all
 * that keeps its sections from being computed, and 409 for a file too large for a reply.
 */
export async function previewReport(ctx: Context, { body }: Asked, printers: PreviewPrinters) {
  const { report, format, sectionId } = body;
  const sections = report.sections.filter((section) => sectionId === undefined || section.sectionId === sectionId);
  if (sections.length === 0)
    throw invalid({
      pointer: sectionId === undefined ? '#/report/sections' : '#/sectionId',
      detail: sectionId === undefined ? 'must have at least one' : 'must name a section of the report',
    });
  const faults = sectionFaults(report, report.sections);
  if (faults.length > 0)
    throw invalid(
      ...faults.map(({ pointer, message }) => ({ pointer: `#/report${pointer.slice(1)}`, detail: message })),
    );
  const run = { reportVersion: 0, trigger: 'preview' as const, dueAt: ctx.now.toISOString() };
  const snapshot = await compute(ctx, { ...report, sections }, run, { words: printers.words, onDefect: 'tell' });
  if (format === 'html') {
    const content = await printers.page(snapshot);
    return { fileName: 'preview.html', contentType: 'text/html; charset=utf-8', encoding: 'utf8' as const, content };
  }
  return base64(await printers.file(snapshot, format));
}

function base64({ bytes, fileName, contentType }: Printed) {
  if (bytes.length > MOST_BYTES)
    throw new Problem('conflict', 'The file has more than 4 MB: send yourself a test instead.');
  return { fileName, contentType, encoding: 'base64' as const, content: Buffer.from(bytes).toString('base64') };
}
