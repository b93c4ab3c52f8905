import { createTypstCompiler, type TypstCompiler } from '@myriaddreamin/typst.ts/compiler';
import { loadFonts } from '@myriaddreamin/typst.ts/options.init';
import type { Snapshot } from '../../shared/report/snapshot.schema.ts';
import { missingGlyphs } from './glyphs.ts';
import { pdfData } from './pdf-data.ts';
import { fontFiles, printingFile } from './printing-files.ts';

export type Pdf = { bytes: Uint8Array; pages: number; missingGlyphs: string[] };

/** The compiler's memory only grows: after so many reports it is made anew. */
const RUNS = 200;

type Press = { typst: TypstCompiler; fonts: Buffer[]; template: string; runs: number };
let press: Promise<Press> | undefined;
async function start(): Promise<Press> {
  const typst = createTypstCompiler();
  const fonts = fontFiles.map(printingFile);
  await typst.init({
    getModule: () => ({ module_or_path: printingFile('typst.wasm') }),
    // Fonts of ours only: it would fetch others over the net.
    beforeBuild: [loadFonts(fonts, { assets: false })],
  });
  return { typst, fonts, template: printingFile('report.typ').toString(), runs: 0 };
}

let last: Promise<unknown> = Promise.resolve();
/** Prints a snapshot as a tagged PDF. One at a time: all reports of a process share one compiler. */
export function printPdf(snapshot: Snapshot): Promise<Pdf> {
  const printed = last.then(() => compile(snapshot));
  // The next one begins whether this one succeeds or not; its own caller is told.
  last = printed.catch(() => undefined);
  return printed;
}

async function compile(snapshot: Snapshot): Promise<Pdf> {
  const { data, pictures } = pdfData(snapshot);
  const json = JSON.stringify(data);
  const used = await (press ??= start());
  const { typst, fonts, template } = used;
  // Nothing of the report before stays within reach of this one.
  typst.resetShadow();
  try {
    typst.mapShadow('/data.json', Buffer.from(json));
    for (const [path, svg] of pictures) typst.mapShadow(path, Buffer.from(svg));
    typst.addSource('/report.typ', template);
    const { result, diagnostics } = await typst.compile({
      mainFilePath: '/report.typ',
      format: 1,
      diagnostics: 'full',
    });
    if (!result) throw new Error(`the template of reports does not compile: ${told(diagnostics)}`);
    return { bytes: result, pages: pagesOf(result), missingGlyphs: missingGlyphs(json, fonts) };
  } finally {
    typst.resetShadow();
    used.runs += 1;
    if (used.runs >= RUNS) press = undefined;
  }
}

/** What a diagnostic says of the template; values of a report are never part of it. */
const told = (diagnostics: readonly { message: string; range: string }[] | undefined): string =>
  (diagnostics ?? []).map(({ range, message }) => `${range} ${message}`).join('; ');

const pagesOf = (pdf: Uint8Array): number =>
  Buffer.from(pdf)
    .toString('latin1')
    .match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
