import { writeXlsxStream } from 'hucre/xlsx';
import type { Cell } from './columns.ts';
import { typeOf } from './cells.ts';
import type { Resource } from './other-columns.ts';

/**
 * A workbook of chunks of rows, a piece at a time. Texts are texts, also where they begin like a formula. A workbook knows no
 * zones: instants stand in it as the clocks of their own showed them.
 */
export function workbookOf(
  { resource, columns }: { resource: Resource; columns: readonly string[] },
  chunks: AsyncIterable<readonly Cell[][]>,
): AsyncIterable<Uint8Array<ArrayBufferLike>> {
  const isInstant = columns.map((name) => typeOf(resource, name) === 'TIMESTAMP');
  async function* rows() {
    yield [...columns];
    for await (const chunk of chunks)
      for (const row of chunk)
        yield row.map((cell, at) => (isInstant[at] && cell ? wallTime(String(cell)) : (cell ?? null)));
  }
  return writeXlsxStream(rows(), { name: resource });
}

const wallTime = (instant: string): Date => new Date(`${instant.slice(0, 23)}Z`);
