import type { Context } from '../kernel/context.ts';
import { traceOf } from '../kernel/log.ts';
import type { Snapshot } from '../report/snapshot.schema.ts';
import { putMail, putPrinted, sha256 } from './kept-files.ts';
import { PAGE, placed } from './placed.ts';
import type { Printers } from './printers.ts';
import type { Run, StoredFile } from './run.schema.ts';
import { timeLimit, TooSlow } from './time-limit.ts';

/** So long all files together may take; those that are not ready by then are missing. */
const MOST_MS = 120_000;

type PrintedRun = { files: StoredFile[]; missing: StoredFile['format'][] | undefined };

/** Prints the files of a run and its mail from a snapshot, and keeps them. A file that cannot be printed is missing, and the mail says so. */
export async function printAll(
  ctx: Context,
  run: Run,
  snapshot: Snapshot,
  formats: readonly StoredFile['format'][],
  printers: Pick<Printers, 'file' | 'mail'>,
): Promise<PrintedRun> {
  const files: StoredFile[] = [];
  const missing: StoredFile['format'][] = [];
  const limit = timeLimit(MOST_MS);
  for (const format of formats) {
    try {
      const printed = limit.isOver() ? Promise.reject(new TooSlow(MOST_MS / 1_000)) : printers.file(snapshot, format);
      const { bytes, contentType, fileName, pages, missingGlyphs } = await limit.within(printed);
      await putPrinted(ctx, run, fileName, bytes);
      files.push({
        format,
        name: fileName,
        contentType,
        bytes: bytes.length,
        sha256: sha256(bytes),
        ...(pages !== undefined && { pages }),
        ...(missingGlyphs && missingGlyphs.length > 0 && { missingGlyphs: missingGlyphs.slice(0, 100) }),
      });
    } catch (error) {
      // The mail goes out without it and says so.
      ctx.log.error('a file of a report was not printed', {
        company: ctx.companyId,
        run: run.runId,
        format,
        ...traceOf(error),
      });
      missing.push(format);
    }
  }
  limit.end();
  const { attached, linked } = placed(files);
  const mail = await printers.mail(snapshot, {
    openUrl: PAGE,
    ...(run.trigger !== 'test' && { unsubscribeUrl: `${PAGE}/unsubscribe` }),
    attached: attached.map(({ name }) => name),
    toFetch: linked.map(({ name, format }) => ({ name, url: `${PAGE}/${format}` })),
    missing: missing.map((format) => format.toUpperCase()),
  });
  await putMail(ctx, run, mail);
  return { files, missing: missing.length > 0 ? missing : undefined };
}
