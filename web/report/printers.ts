import type { Printers } from '../../shared/report-run/printers.ts';
import { formatDays, formatWithMargin } from '../chart/format.ts';
import { print, printMail } from './print.ts';

/** What prints reports: the mail with its pictures, and the files beside it. */
export const reportPrinters: Printers = {
  words: {
    value: (language, { unit, value, marginOfError, n }) =>
      `${formatWithMargin(language, unit, value, marginOfError)} (n ${n})`,
    days: formatDays,
  },
  mail: printMail,
  file: print,
};
