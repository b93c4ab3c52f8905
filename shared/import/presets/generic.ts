import { oneRow, type Preset } from './preset.ts';

const generic = {
  columns: new Map(),
  known: [],
  source: 'import',
  headerRows: 1,
  asks: ['mapping'],
  nameColumns: oneRow,
} as const;

export const csv: Preset = {
  ...generic,
  name: 'csv',
  description: 'A table with one header row: CSV, TSV or a workbook. Say by `mapping` what its columns are.',
};

export const ndjson: Preset = {
  ...generic,
  name: 'ndjson',
  description: 'An object a line, or a JSON array of objects; fields of objects inside have dotted names.',
};
