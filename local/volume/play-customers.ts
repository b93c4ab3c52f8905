import { customersInOrder } from '../../shared/customer/all-customers.ts';
import { search } from '../../shared/customer/customer.search.ts';
import { view } from '../../shared/customer-view/customer-view.ts';
import { duplicateScan } from '../../shared/duplicate/scan.job.ts';
import { scan } from '../../shared/duplicate/duplicate.ts';
import { uploadKey } from '../../shared/import/folders.ts';
import { CreateImport, ImportJob } from '../../shared/import/import.schema.ts';
import { start } from '../../shared/import/import.ts';
import type { JobDefinition } from '../../shared/job/define.ts';
import { putFile } from '../../shared/kernel/files.ts';
import { newId } from '../../shared/kernel/ids.ts';
import { aContext } from '../../shared/testing/context.ts';
import { unitsOf } from '../../shared/testing/units.ts';
import { percentile } from '../beside-import/report.ts';
import { checksTo, done, fresh } from './checks.ts';
import { fileOf, isTwin, lineAt, mapping, questionsOf } from './customers.ts';

/** Questions of each kind, and customers that are looked at as a whole. */
const ASKED = 50;
const SHOWN = 20;
const MOST_MS = 300;
const MOST_UNITS = 12;
const MOST_SCAN_MS = 600_000;

export type CustomerVolume = {
  count: number;
  importJob: JobDefinition;
  held: () => number;
  say: (line: string) => void;
};

type Asked = { ms: number; units: number };
const p95 = (values: readonly number[]): number => percentile(values, 95);
const most = (values: readonly number[]): number => Math.max(...values);

async function timed<T>(work: () => Promise<T>): Promise<Asked & { result: T }> {
  const began = performance.now();
  const { result, units } = await unitsOf(work);
  return { result, ms: performance.now() - began, units: units.read };
}

/**
 * Imports so many customers as a file, the same file again, looks for some of them in every way, shows them as a whole, and
 * scans all for duplicates. Prints times and read units, and says whether everything held.
 */
export async function playCustomers({ count, importJob, held, say }: CustomerVolume): Promise<boolean> {
  const { check, note, heading, isGood } = checksTo(say);
  const ctx = aContext();
  heading();
  const bring = async (): Promise<ImportJob> => {
    const uploadId = newId('upload');
    await putFile(uploadKey(ctx, uploadId), fileOf(count));
    const body = CreateImport.parse({ resource: 'customers', preset: 'csv', mapping, uploadId, dryRun: false });
    const { jobId } = await start(fresh(ctx), { body });
    const made = await done(ctx, jobId, importJob, held);
    note('import of customers', made.watched);
    return ImportJob.parse(made.job);
  };
  const first = await bring();
  check('every customer is created', first.status === 'done' && first.created === count, first);
  const second = await bring();
  check('the same file again changes nothing', second.unchanged === count && second.created === 0, second);

  // Spread over the whole file.
  const chosen = Array.from({ length: Math.min(ASKED, count) }, (_, at) => Math.floor((at * count) / ASKED));
  const lines = [...new Set(chosen)].filter((index) => !isTwin(index)).map(lineAt);
  const all: Asked[] = [];
  say('| looked for by | n | p95, ms | read units, most | truncated |');
  say('|---|---|---|---|---|');
  const kinds = questionsOf(lineAt(0)).map(([kind]) => kind);
  for (const [at, kind] of kinds.entries()) {
    const asked: (Asked & { truncated: boolean })[] = [];
    for (const line of lines) {
      const [, q = '', exact] = questionsOf(line)[at] ?? [];
      const { result, ...took } = await timed(() => search(fresh(ctx), { q, limit: SHOWN }));
      asked.push({ ...took, truncated: result.truncated });
      const names = result.items.map(({ displayName }) => displayName);
      const isFound = exact ? names.includes(`${line.first} ${line.last}`) : names.length > 0;
      if (!isFound) check(`${kind} leads to the customer`, false, { q, names });
    }
    all.push(...asked);
    const truncated = asked.filter((one) => one.truncated).length;
    say(
      `| ${kind} | ${asked.length} | ${p95(asked.map(({ ms }) => ms)).toFixed(0)} | ${most(asked.map(({ units }) => units))} | ${truncated} |`,
    );
  }
  const searched = p95(all.map(({ ms }) => ms));
  check(`search: p95 ${searched.toFixed(0)} ms, at most ${MOST_MS}`, searched < MOST_MS);

  const { rows } = await customersInOrder(ctx, { from: undefined, size: ASKED });
  const views: Asked[] = [];
  for (const { customerId } of rows)
    views.push(await timed(() => view(fresh(ctx), { customerId, request: { headers: {} } })));
  const units = most(views.map((one) => one.units));
  check(
    `360° view: p95 ${p95(views.map(({ ms }) => ms)).toFixed(0)} ms, ${units} read units at most`,
    units <= MOST_UNITS,
  );

  const { jobId } = await scan(fresh(ctx));
  const made = await done(ctx, jobId, duplicateScan, held);
  note('scan for duplicates', made.watched);
  const twins = Array.from({ length: count }, (_, index) => index).filter(isTwin).length;
  const { status, result } = made.job;
  const { pairs = 0 } = (result ?? {}) as { pairs?: number };
  say(`${pairs} pairs, ${twins} of them planted`);
  check('every planted pair is found', status === 'done' && pairs >= twins, { status, result });
  check('within ten minutes', made.watched.ms < MOST_SCAN_MS, made.watched.ms);
  return isGood();
}
