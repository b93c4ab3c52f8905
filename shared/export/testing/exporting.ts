import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { streamXlsxRows } from 'hucre/xlsx';
import { parquetReadObjects } from 'hyparquet';
import { again } from '../../feedback/testing/given.ts';
import { work } from '../../job/run.ts';
import type { Context } from '../../kernel/context.ts';
import type { Files } from '../../testing/files-server.ts';
import { exportJobOf } from '../export.job.ts';
import { CreateExport, type ExportInput, type ExportJob } from '../export.schema.ts';
import { get, start } from '../export.ts';
import { foldersOf } from '../folders.ts';

export const starting = (ctx: Context, resource: ExportInput['resource'], body: object): Promise<ExportJob> =>
  start(again(ctx), { resource, body: CreateExport.parse(body) });

type Interruption = (part: number) => boolean | Promise<boolean>;
/** Does an export in chunks of two records; a part that is interrupted is done, and its worker dies before it is noted. */
export async function done(
  ctx: Context,
  job: ExportJob,
  interrupted: Interruption = () => false,
  sizes = { chunk: 2, parquetRows: 4, sheetRows: 100 },
): Promise<ExportJob> {
  const definition = exportJobOf(sizes);
  let parts = 0;
  const definitions = [
    {
      ...definition,
      part: async (...given: Parameters<typeof definition.part>) => {
        const made = await definition.part(...given);
        if (await interrupted(parts++)) throw new Error('killed');
        return made;
      },
    },
  ];
  for (let worker = 0; worker < 10; worker++) {
    await work(again(ctx), job.jobId, { now: () => new Date(), definitions });
    const now = await get(ctx, { exportId: job.jobId });
    if (now.status === 'done') return now;
  }
  throw new Error('the export did not end');
}

/** The bytes of its files by their names, without the manifest. */
export function filesIn({ stored }: Files, ctx: Context, { jobId }: ExportJob): Map<string, Buffer> {
  const { folder } = foldersOf(ctx, jobId);
  const inside = [...stored].filter(([key]) => key.startsWith(`${folder}/`) && !key.endsWith('.json'));
  return new Map(inside.map(([key, bytes]) => [key.slice(folder.length + 1), bytes]));
}

export type Row = Record<string, unknown>;
export async function rowsIn(files: Files, ctx: Context, job: ExportJob): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [name, bytes] of filesIn(files, ctx, job)) {
    if (name.endsWith('.csv')) rows.push(...parse<Row>(bytes, { columns: true, bom: true, relax_column_count: false }));
    else if (name.endsWith('.gz')) rows.push(...linesOf(bytes));
    else if (name.endsWith('.xlsx')) rows.push(...(await sheetOf(bytes)));
    else rows.push(...(await parquetReadObjects({ file: new Uint8Array(bytes).buffer })));
  }
  return rows;
}

async function sheetOf(bytes: Buffer): Promise<Row[]> {
  const rows: unknown[][] = [];
  for await (const { values } of streamXlsxRows(new Uint8Array(bytes))) rows.push(values);
  const [names = [], ...cells] = rows;
  return cells.map((row) => Object.fromEntries(row.map((value, at): [string, unknown] => [String(names[at]), value])));
}

const linesOf = (bytes: Buffer): Row[] =>
  gunzipSync(bytes)
    .toString()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Row);
