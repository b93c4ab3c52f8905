import { stringify } from 'csv-stringify/sync';
import type { Cell } from './columns.ts';

/**
 * Lines of a CSV file (RFC 4180, UTF-8). The first ones begin with a byte order mark, by which spreadsheets know the
 * encoding, and the names of the columns. A text that a spreadsheet would run as a formula begins with an apostrophe.
 */
export function csvOf(names: readonly string[], rows: readonly Cell[][], isFirst: boolean): string {
  return stringify(rows as Cell[][], {
    bom: isFirst,
    header: isFirst,
    columns: [...names],
    record_delimiter: '\r\n',
    escape_formulas: true,
    cast: { boolean: (value) => String(value) },
  });
}
