import type { Printers } from '../../shared/report-run/printers.ts';
import { print, printMail } from './print.ts';
import { reportWords } from './words.ts';

/** What prints reports: the mail with its pictures, and the files beside it. */
export const reportPrinters: Printers = { words: reportWords, mail: printMail, file: print };
