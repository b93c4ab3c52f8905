import type { Mail } from '../../shared/mail/mail.schema.ts';
import type { Snapshot } from '../../shared/report/snapshot.schema.ts';
import type { Printed, PrintedMail } from '../../shared/report-run/printers.ts';
import { mailSvg } from './chart-picture.ts';
import { printCsv } from './csv.ts';
import { type MailAround, reportMail } from './mail.tsx';
import type { PictureOf } from './mail-parts.tsx';
import { HALF_WIDTH, PICTURE_WIDTH } from './mail-parts.tsx';
import { printPdf } from './pdf.ts';
import { pictureMaker } from './picture.ts';
import { printXlsx } from './xlsx.ts';

export type PrintFormat = 'pdf' | 'xlsx' | 'csv';

const MAX_PICTURES = 6;

/**
 * Prints a snapshot; reads nothing but it, so that printing it again gives the same. Loads its programs and fonts
 * ({@link printingFiles}) at the first use in a process: a PDF takes 28 MB of them.
 */
export async function print(snapshot: Snapshot, format: PrintFormat): Promise<Printed> {
  const name = fileNameOf(snapshot);
  switch (format) {
    case 'pdf':
      return { ...(await printPdf(snapshot)), contentType: 'application/pdf', fileName: `${name}.pdf` };
    case 'xlsx': {
      const contentType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
      return { bytes: await printXlsx(snapshot), contentType, fileName: `${name}.xlsx` };
    }
    case 'csv': {
      const { bytes, zipped } = printCsv(snapshot);
      return zipped
        ? { bytes, contentType: 'application/zip', fileName: `${name}.zip` }
        : { bytes, contentType: 'text/csv; charset=utf-8', fileName: `${name}.csv` };
    }
  }
}

/** The mail as a page of its own, with its pictures inside. */
export const printPage = async (snapshot: Snapshot, around: MailAround): Promise<string> =>
  (await pictured(snapshot, around, dataUri, Infinity)).html;

/** The mail of a report with the pictures of its first charts; the table of each stands behind it in any case. */
export async function printMail(snapshot: Snapshot, around: MailAround): Promise<PrintedMail> {
  const pictures: PrintedMail['pictures'][number][] = [];
  const mail = await pictured(snapshot, around, (bytes) => {
    const contentId = `chart-${pictures.length + 1}`;
    pictures.push({ contentId, fileName: `${contentId}.png`, contentType: 'image/png', bytes });
    return `cid:${contentId}`;
  });
  return { ...mail, pictures: pictures.filter(({ contentId }) => mail.html.includes(`cid:${contentId}"`)) };
}

const dataUri = (png: Uint8Array): string => `data:image/png;base64,${Buffer.from(png).toString('base64')}`;

async function pictured(
  snapshot: Snapshot,
  around: MailAround,
  placed: (png: Uint8Array) => string,
  maxBytes?: number,
): Promise<Mail> {
  const draw = await pictureMaker();
  // A mail that turns out too long is laid out anew, with the same pictures.
  const known = new Map<string, string>();
  const picture: PictureOf = ({ chart }, half) => {
    const svg = mailSvg(chart, snapshot.language, half ? 'half' : 'full');
    // On a phone a half has about as much room as beside its neighbour.
    const wide = 2 * (half ? HALF_WIDTH : PICTURE_WIDTH);
    const src = known.get(svg) ?? (known.size < MAX_PICTURES ? placed(draw(svg, wide)) : undefined);
    if (src) known.set(svg, src);
    return src;
  };
  return reportMail(snapshot, around, picture, maxBytes);
}

/** E.g. `weekly-manager-2026-11-23-2026-11-29`. */
function fileNameOf({ run, period }: Snapshot): string {
  const title = run.title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
  return [title || 'report', period.from, period.to].join('-');
}
