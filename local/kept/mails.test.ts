import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepMails, type Mail } from './mails.ts';

let folder: string;
let said: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'heed-mails-'));
  mkdirSync(join(folder, 'kept'));
  said = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const mailOf = (number: number): Mail => ({ messageId: `m-${number}`, at: number, subject: 'Grüße\nzwei Zeilen' });
/** An inbox with what a start finds in it. */
function start() {
  let list: Mail[] = [];
  const stop = keepMails(folder, { mails: () => list, add: (one) => list.push(one) }, (line) => said.push(line));
  return { stop, add: (number: number) => list.push(mailOf(number)), clear: () => (list = []), list: () => list };
}
const file = (): string => readFileSync(join(folder, 'kept', 'mails.jsonl'), 'utf8');

test('mails are there after a stop, and after a kill half a second later, in their order', async () => {
  const first = start();
  first.add(1);
  first.stop();
  const second = start();
  second.add(2);
  await vi.waitFor(() => expect(file()).toContain('m-2'), 2000);
  // Not stopped: what is on disk is what a kill leaves.
  const third = start();
  expect(third.list()).toEqual([mailOf(1), mailOf(2)]);
  second.stop();
  third.stop();
});

test('an inbox that was cleared stays so', async () => {
  const first = start();
  first.add(1);
  await vi.waitFor(() => expect(file()).toContain('m-1'), 2000);
  first.clear();
  first.add(2);
  first.stop();
  const second = start();
  expect(second.list()).toEqual([mailOf(2)]);
  second.stop();
});

test('a mail that was half written is told and left out, the others and later ones are kept', () => {
  const first = start();
  first.add(1);
  first.stop();
  appendFileSync(join(folder, 'kept', 'mails.jsonl'), '{"messageId":"m-2","at"');
  const second = start();
  expect(said).toEqual(['1 mails of the inbox cannot be read and are gone']);
  second.add(3);
  second.stop();
  const third = start();
  expect(third.list()).toEqual([mailOf(1), mailOf(3)]);
  third.stop();
});

test('the latest thousand are kept', () => {
  const first = start();
  for (let number = 0; number < 1005; number++) first.add(number);
  first.stop();
  const second = start();
  expect([second.list().length, second.list()[0]]).toEqual([1000, mailOf(5)]);
  second.stop();
});
