import { ByteWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import { type Cell, type ColumnName, typeOf } from './columns.ts';

/**
 * A Parquet file of chunks of rows, a row group each, compressed by Snappy: beside the file itself one chunk is held. Every
 * column is optional; instants are milliseconds since 1970, in UTC.
 */
export async function parquetOf(
  names: readonly ColumnName[],
  chunks: AsyncIterable<readonly Cell[][]>,
): Promise<Uint8Array<ArrayBuffer>> {
  const writer = new ByteWriter();
  const columnData = names.map((name) => ({ name, type: typeOf(name), data: [] }));
  const file = new ParquetWriter({ writer, schema: schemaFromColumnData({ columnData }) });
  for await (const rows of chunks) {
    if (rows.length > 0) await file.write({ columnData: columnsIn(names, rows), rowGroupSize: rows.length });
  }
  await file.finish();
  return new Uint8Array(writer.getBuffer());
}

const columnsIn = (names: readonly ColumnName[], rows: readonly Cell[][]) =>
  names.map((name, at) => ({ name, data: rows.map((row) => valueOf(row[at], name)) }));

const valueOf = (cell: Cell, name: ColumnName): Cell | Date | null =>
  // A chunk that was kept as JSON says null where there is nothing.
  cell === undefined || cell === null ? null : typeOf(name) === 'TIMESTAMP' ? new Date(String(cell)) : cell;
