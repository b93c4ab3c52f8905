import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { printingFiles } from '../web/report/printing-files.ts';
import { aWeekly } from '../web/report/testing/a-snapshot.ts';
import { bundleOptions, copyFiles } from './bundle.ts';

// Prints the report twice in a process of its own, and tells what it took the first and the second time.
const entry = `
import { readFileSync, writeFileSync } from 'node:fs';
import { print, printMail } from './web/report/print.ts';
const snapshot = JSON.parse(readFileSync(__dirname + '/snapshot.json', 'utf8'));
const around = { openUrl: 'https://heed.example/r/1' };
async function all() {
  const [from, used] = [performance.now(), process.cpuUsage()];
  const mail = await printMail(snapshot, around);
  const files = [];
  for (const format of ['pdf', 'xlsx', 'csv']) files.push(await print(snapshot, format));
  const { user, system } = process.cpuUsage(used);
  return { times: { wall: performance.now() - from, cpu: (user + system) / 1000 }, mail, files };
}
async function main() {
  const cold = await all();
  const warm = await all();
  const { mail, files } = warm;
  writeFileSync(__dirname + '/report.pdf', files[0].bytes);
  const bytes = mail.html.length + mail.text.length + mail.pictures.reduce((sum, picture) => sum + picture.bytes.length, 0);
  process.stdout.write(JSON.stringify({
    cold: cold.times, warm: warm.times, rss: process.resourceUsage().maxRSS * 1024,
    mail: bytes, pictures: mail.pictures.length, files: files.map((file) => ({ name: file.fileName, bytes: file.bytes.length })),
  }));
}
void main();
`;

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'printing-'));
  await build({
    ...bundleOptions,
    entryPoints: undefined,
    stdin: { contents: entry, resolveDir: bundleOptions.absWorkingDir, loader: 'ts' },
    outfile: join(folder, 'index.cjs'),
  });
  copyFiles(printingFiles, folder);
  writeFileSync(join(folder, 'snapshot.json'), JSON.stringify(aWeekly()));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

test('what prints reports runs from its bundle and the files beside it alone, and within its sizes', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['index.cjs'], { cwd: folder });
  const told = JSON.parse(stdout) as { mail: number; pictures: number; files: { name: string; bytes: number }[] };
  expect(readFileSync(join(folder, 'report.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
  expect(told.files.map(({ name }) => name)).toEqual(
    ['pdf', 'xlsx', 'zip'].map((type) => `weekly-manager-2026-11-23-2026-11-29.${type}`),
  );
  expect(told.files[0]?.bytes).toBeLessThan(500_000);
  expect(told.mail).toBeLessThan(1_000_000);
  expect(told.pictures).toBeGreaterThan(2);
  // Times are of this machine; they are written where the runner keeps them.
  process.stdout.write(`${stdout}\n`);
}, 120_000);
