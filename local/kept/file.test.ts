import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { openKept, readKept, writeKept } from './file.ts';

let folder: string;
let file: string;
let said: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'heed-kept-'));
  file = join(folder, 'value.json');
  said = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = () => readKept(file, z.string(), (line) => said.push(line));

test('what was written is read, by its owner only, and replaces what was there', () => {
  writeKept(file, 'first');
  writeKept(file, 'second');
  expect(read()).toBe('second');
  expect(readdirSync(folder)).toEqual(['value.json']);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('without a file there is nothing, and nothing is said', () => {
  expect(read()).toBeUndefined();
  expect(said).toEqual([]);
});

test('what a killed writer left behind does not count', () => {
  writeKept(file, 'whole');
  writeFileSync(`${file}.new`, '{"sha2');
  expect(read()).toBe('whole');
});

test.each([
  ['is empty', () => '', 'JSON'],
  ['was cut off', (text: string) => text.slice(0, -5), 'JSON'],
  ['was changed by a character', (text: string) => text.replace('kept', 'kexx'), 'checksum'],
  ['has another form', () => JSON.stringify({ value: 1 }), 'sha256'],
])('a file that %s is set aside with a message, and counts as none', (_, damage, reason) => {
  writeKept(file, 'kept');
  const damaged = damage(readFileSync(file, 'utf8'));
  writeFileSync(file, damaged);
  expect(() => openKept(file, z.string())).toThrow(reason);
  expect(read()).toBeUndefined();
  const [aside = ''] = readdirSync(folder);
  expect(aside).toMatch(/^value\.json\.unreadable-/);
  expect(readFileSync(join(folder, aside), 'utf8')).toBe(damaged);
  expect(said).toEqual([expect.stringContaining(aside)]);
  expect(said.join()).not.toContain('kept"');
  expect(read()).toBeUndefined();
});
