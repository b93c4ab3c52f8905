import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Manifest } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** Kilobytes, gzipped. What has no budget grows until somebody waits for it. */
const budget = { landing: 215, route: 40, styles: 12 };

let folder = '';
let manifest: Manifest;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'heed-console-'));
  const config = join(import.meta.dirname, 'vite.config.ts');
  // A process of its own: under NODE_ENV=test the build would have React's development version.
  execFileSync('vite', ['build', '--config', config, '--logLevel', 'error', '--outDir', folder, '--emptyOutDir'], {
    env: { ...process.env, NODE_ENV: 'production' },
  });
  manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8')) as Manifest;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const content = (file: string): Buffer => readFileSync(join(folder, file));
const kilobytes = (files: Iterable<string>): number =>
  [...new Set(files)].reduce((sum, file) => sum + gzipSync(content(file)).length, 0) / 1024;

/** A chunk with all that it cannot run without. */
function withImports(key: string, seen = new Set<string>()): Set<string> {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const imported of manifest[key]?.imports ?? []) withImports(imported, seen);
  return seen;
}
const filesOf = (keys: Iterable<string>): string[] => [...keys].flatMap((key) => manifest[key]?.file ?? []);
const screens = (): string[] =>
  Object.keys(manifest).filter((key) => manifest[key]?.isDynamicEntry && key.endsWith('.tsx'));

test('the first screen loads at most 215 kB of scripts', () => {
  const texts = ['texts/en.ts', 'overview/texts/en.ts', '../report/texts/en.ts'];
  const keys = ['index.html', 'overview/overview.tsx', ...texts].flatMap((key) => [...withImports(key)]);
  expect(keys.length).toBeGreaterThan(5);
  expect(kilobytes(filesOf(keys))).toBeLessThanOrEqual(budget.landing);
});

test('every other screen loads at most 40 kB more', () => {
  const first = withImports('index.html');
  const sizes = screens().map((key) => ({
    key,
    size: kilobytes(filesOf([...withImports(key)].filter((one) => !first.has(one)))),
  }));
  expect(sizes.length).toBeGreaterThan(2);
  expect(sizes.filter(({ size }) => size > budget.route)).toEqual([]);
});

test('all styles together are at most 12 kB', () => {
  const styles = Object.values(manifest).flatMap(({ css = [] }) => css);
  expect(kilobytes(styles)).toBeLessThanOrEqual(budget.styles);
});

test('no schema and no contract reaches the browser', () => {
  const scripts = Object.values(manifest)
    .map(({ file }) => file)
    .filter((file) => file.endsWith('.js'));
  // Each of zod's classes is named by this.
  expect(scripts.filter((file) => content(file).includes('ZodType'))).toEqual([]);
  expect(scripts.filter((file) => content(file).includes('openapi'))).toEqual([]);
});

test('the page has no script or style of its own, which its policy would refuse', () => {
  const page = content('index.html').toString();
  expect(page).not.toMatch(/<script(?![^>]*\ssrc=)/);
  expect(page).not.toMatch(/<style|\sstyle=|\son\w+=/);
});
