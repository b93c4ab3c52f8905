import { gunzipSync, gzipSync } from 'node:zlib';
import { getFile, hasFile, putFile } from '../kernel/files.ts';
import type { Planned } from '../kernel/imported.ts';
import type { RowProblem } from './import.schema.ts';
import type { IncomingRow } from './resource.ts';
import type { Row } from './source/table.ts';

/** A row that became a record, before it is written. */
export type Staged = IncomingRow & {
  identity: string;
  /** What was sent. */
  raw: unknown;
};

/** A row that could not be taken, and all that is wrong with it. */
export type Rejected = { line: number; raw: unknown; problems: readonly RowProblem[] };

/** What an import keeps in files, by its name and chunk. */
type Files = {
  rows: Row[];
  staged: Staged[];
  rejected: Rejected[];
  plan: Planned[];
  /** What each staged row is known by, without the row. */
  identities: string[];
  superseded: number[];
  columns: string[];
};

const keyOf = (folder: string, name: keyof Files, chunk: number): string => `${folder}/${name}-${chunk}.json.gz`;

export const keep = <N extends keyof Files>(folder: string, name: N, chunk: number, value: Files[N]): Promise<void> =>
  putFile(keyOf(folder, name, chunk), gzipSync(JSON.stringify(value), { level: 1 }));

export const kept = async <N extends keyof Files>(folder: string, name: N, chunk: number): Promise<Files[N]> =>
  JSON.parse(gunzipSync(await getFile(keyOf(folder, name, chunk))).toString()) as Files[N];

export const isKept = (folder: string, name: keyof Files, chunk: number): Promise<boolean> =>
  hasFile(keyOf(folder, name, chunk));

/** The rows of a chunk that are written: without those that a later one replaces. */
export async function stagedOf(folder: string, chunk: number): Promise<Staged[]> {
  const [staged, superseded] = await Promise.all([kept(folder, 'staged', chunk), kept(folder, 'superseded', chunk)]);
  const left = new Set(superseded);
  return staged.filter((_, at) => !left.has(at));
}
