import { invalid, Problem } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { allMonths } from '../metrics/all-time.ts';
import { excludedOf } from '../metrics/counters.ts';
import { sum } from '../metrics/numbers.ts';
import { readRows } from '../metrics/rows.ts';
import type { ExportInput } from './export.schema.ts';

/** A workbook has no more rows than these, beside its header. */
export const SHEET_ROWS = 100_000;

const others = 'export these records as csv, ndjson or parquet';

/** An export has found more records than a workbook holds. */
export const tooLong = (most: number): Problem =>
  new Problem('validation-failed', `A workbook has at most ${most} rows, and there are more; ${others}.`);

/**
 * Refuses a workbook of more records than it holds, where their number is known from counters: of feedback of some days or
 * all. Whatever else a filter says has to be looked at record by record, and ends the job.
 */
export async function refuseTooLong(
  ctx: Context,
  { resource, filter }: Pick<ExportInput, 'resource' | 'filter'>,
): Promise<void> {
  if (resource !== 'feedback') return;
  const { from, to, excluded, ...more } = filter;
  if (excluded === true || Object.values(more).some((wanted) => wanted !== undefined)) return;
  const all = await allMonths(ctx);
  if (!all) return;
  const range = { from: from && from > all.from ? from : all.from, to: to && to < all.to ? to : all.to };
  if (range.from > range.to) return;
  const counters = sum(await readRows(ctx, 'company', range, { whole: true }));
  const left = excluded === false ? 0 : Object.values(excludedOf(counters, 'volume')).reduce((all, n) => all + n, 0);
  const records = (counters['volume'] ?? 0) + left;
  if (records > SHEET_ROWS)
    throw invalid({
      pointer: '#/format',
      detail: `must not be xlsx for ${records} records: a workbook has at most ${SHEET_ROWS} rows; ${others}`,
    });
}
