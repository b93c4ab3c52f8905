import { ByteWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import type { Cell } from './columns.ts';
import { typeOf } from './cells.ts';
import type { Resource } from './other-columns.ts';

type Named = { resource: Resource; columns: readonly string[] };

/**
 * A Parquet file of chunks of rows, a row group each, compressed by Snappy: beside the file itself one chunk is held. Every
 * column is optional; instants are milliseconds since 1970, in UTC.
 */
export async function parquetOf(
  { resource, columns }: Named,
  chunks: AsyncIterable<readonly Cell[][]>,
): Promise<Uint8Array<ArrayBuffer>> {
  const writer = new ByteWriter();
  const columnData = columns.map((name) => ({ name, type: typeOf(resource, name), data: [] }));
  const file = new ParquetWriter({ writer, schema: schemaFromColumnData({ columnData }) });
  for await (const rows of chunks) {
    if (rows.length > 0)
      await file.write({ columnData: dataOf({ resource, columns }, rows), rowGroupSize: rows.length });
  }
  await file.finish();
  return new Uint8Array(writer.getBuffer());
}

const dataOf = ({ resource, columns }: Named, rows: readonly Cell[][]) =>
  columns.map((name, at) => {
    const isInstant = typeOf(resource, name) === 'TIMESTAMP';
    return { name, data: rows.map((row) => valueOf(row[at], isInstant)) };
  });

const valueOf = (cell: Cell, isInstant: boolean): Cell | Date | null =>
  // A chunk that was kept as JSON says null where there is nothing.
  cell === undefined || cell === null ? null : isInstant ? new Date(String(cell)) : cell;
