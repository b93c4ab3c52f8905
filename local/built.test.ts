import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { builtOnce } from './built.ts';

test('what one local cloud has built from these sources another one copies; other sources are built, and what broke off is not kept', async () => {
  const root = mkdtempSync(join(tmpdir(), 'heed-built-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const store = join(root, 'store');
  const make = (folder: string, hash: string, fails = false) =>
    builtOnce({ store, hash, folder: join(root, folder), parts: ['functions', 'console'] }, async () => {
      for (const part of ['functions', 'console']) {
        mkdirSync(join(root, folder, part, 'below'), { recursive: true });
        writeFileSync(join(root, folder, part, 'below', 'code.js'), `${part} of ${hash}`);
        if (fails) throw new Error('broken off');
      }
      return 'made';
    });
  const codeOf = (folder: string) => readFileSync(join(root, folder, 'functions', 'below', 'code.js'), 'utf8');

  await expect(make('a', 'one', true)).rejects.toThrow('broken off');
  expect(await make('a', 'one')).toBe('made');
  expect([await make('b', 'one'), codeOf('b')]).toEqual([undefined, 'functions of one']);
  writeFileSync(join(root, 'b', 'functions', 'left-over.js'), 'of another build');
  expect([await make('b', 'two'), codeOf('b')]).toEqual(['made', 'functions of two']);
  expect([await make('a', 'two'), codeOf('a')]).toEqual([undefined, 'functions of two']);
  expect(readdirSync(store)).toEqual(['two']);
});
