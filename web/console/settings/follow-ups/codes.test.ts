import { expect, test } from 'vitest';
import { Code, PutFollowUpSettings } from '../../../../shared/follow-up/follow-up-settings.schema.ts';
import { codeFor, type Entries, parentsFor, stepped, withEntry, withoutEntry } from './codes.ts';

const entry = (code: string, parent?: string) => ({ code, label: { en: code }, ...(parent && { parent }) });
const entries: Entries = [entry('product'), entry('broken', 'product'), entry('price')];
const codes = (all: Entries): string[] => all.map(({ code }) => code);

test('a new entry has a code that the API takes, and never that of another', () => {
  const labels = ['Größe & Übermaß', '2nd try', 'خطأ', '', 'Price', 'x'.repeat(60)];
  const made = labels.map((label) => codeFor(label, entries));
  expect(made).toEqual(['gro_e_uberma', 'nd_try', 'entry', 'entry', 'price_2', 'x'.repeat(36)]);
  expect(made.every((code) => Code.safeParse(code).success)).toBe(true);
});

test('an entry is changed in its place, moved by a step, and taken out with nothing left below it', () => {
  const renamed = { ...entry('broken', 'product'), label: { en: 'Does not work' } };
  expect(withEntry(entries, renamed)[1]).toEqual(renamed);
  expect(codes(withEntry(entries, entry('late')))).toEqual(['product', 'broken', 'price', 'late']);
  expect(codes(stepped(entries, 1, 1))).toEqual(['product', 'price', 'broken']);
  expect(stepped(entries, 0, -1)).toEqual(entries);
  const left = withoutEntry(entries, 'product');
  expect(left).toEqual([entry('broken'), entry('price')]);
  expect(PutFollowUpSettings.safeParse({ rootCauses: left }).success).toBe(true);
});

test('there are never three levels', () => {
  expect(codes(parentsFor(entries, 'price'))).toEqual(['product']);
  expect(parentsFor(entries, 'product')).toEqual([]);
});
