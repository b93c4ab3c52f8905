import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { CsvScan } from './csv-scan.ts';
import { FileFault, MOST_ROW } from './fault.ts';

const delimiters = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];
const LOOKED_AT = 50;

/** What stands between the cells of a file, by its first 50 lines: what stands in most of them equally often. */
export function delimiterOf(head: string): Delimiter {
  const scored = delimiters.map((delimiter) => {
    const counts = cellsPerLine(head, delimiter);
    const [usual, lines] = mostFrequent(counts);
    return { delimiter, score: usual > 1 ? lines / counts.length + usual / 1_000 : 0 };
  });
  return scored.reduce((best, one) => (one.score > best.score ? one : best)).delimiter;
}

function cellsPerLine(head: string, delimiter: string): number[] {
  const counts: number[] = [];
  let cells = 1;
  let quoted = false;
  for (const character of head) {
    if (character === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (character === delimiter) cells += 1;
    else if (character === '\n') {
      counts.push(cells);
      cells = 1;
      if (counts.length === LOOKED_AT) return counts;
    }
  }
  return counts.length > 0 ? counts : [cells];
}

function mostFrequent(counts: readonly number[]): [count: number, times: number] {
  const times = [...Map.groupBy(counts, (count) => count)].map(([count, of]): [number, number] => [count, of.length]);
  return times.reduce((best, one) => (one[1] > best[1] ? one : best), [1, 0]);
}

/**
 * The rows of a CSV text (RFC 4180) with the line that each begins in. The library reports a quote that is never closed at
 * the end of the file and merges all that follows, and it counts
 * lines otherwise than editors do; so a scan of our own goes ahead of it and names the lines.
 */
export async function* csvRows(
  text: AsyncIterable<string>,
  delimiter: Delimiter,
): AsyncGenerator<{ line: number; cells: string[] }> {
  const scan = new CsvScan(delimiter);
  async function* scanned(): AsyncGenerator<string> {
    for await (const piece of text) {
      scan.push(piece);
      yield piece;
    }
    scan.end();
  }
  const parser = parse({
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    // The scan counts characters; this is the net below it, in bytes.
    max_record_size: 4 * MOST_ROW,
  });
  const source = Readable.from(scanned());
  source.on('error', (error) => parser.destroy(error));
  try {
    for await (const cells of source.pipe(parser) as AsyncIterable<string[]>)
      yield { line: scan.begins.shift() ?? 0, cells };
  } catch (error) {
    if (error instanceof FileFault) throw error;
    throw new FileFault('broken_csv', 'The file is not CSV as RFC 4180 says it.');
  } finally {
    source.destroy();
  }
}
