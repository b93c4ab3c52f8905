import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What printing needs beside its code: name in the bundle → path in the project. A function that prints declares them. */
export const printingFiles = {
  'typst.wasm': 'node_modules/@myriaddreamin/typst-ts-web-compiler/pkg/typst_ts_web_compiler_bg.wasm',
  'resvg.wasm': 'node_modules/@resvg/resvg-wasm/index_bg.wasm',
  'report.typ': 'web/report/report.typ',
  'latin-400.ttf': 'node_modules/@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
  'latin-600.ttf': 'node_modules/@expo-google-fonts/noto-sans/600SemiBold/NotoSans_600SemiBold.ttf',
  'arabic-400.ttf': 'node_modules/@expo-google-fonts/noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf',
  'arabic-600.ttf': 'node_modules/@expo-google-fonts/noto-sans-arabic/600SemiBold/NotoSansArabic_600SemiBold.ttf',
} as const;
type PrintingFile = keyof typeof printingFiles;

/** Reads one of them: from beside the bundle, or from where it is in the project while nothing is bundled. */
export function printingFile(name: PrintingFile): Buffer {
  const beside = join(import.meta.dirname, name);
  return readFileSync(existsSync(beside) ? beside : join(import.meta.dirname, '../..', printingFiles[name]));
}

/** The fonts of pictures and paper: Latin, Greek, Cyrillic and Arabic, in two weights. */
export const fontFiles = ['latin-400.ttf', 'latin-600.ttf', 'arabic-400.ttf', 'arabic-600.ttf'] as const;
