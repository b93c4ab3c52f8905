import { expect, test } from 'vitest';
import { emailLines, idLines, phoneLines, primaryOf } from './reach.ts';

test('the address that is used is the first line, and what is known of a line stays with it when others come', () => {
  const emails = [
    { address: 'old@example.com', primary: false, label: 'work' as const, status: 'bounced' as const },
    { address: 'new@example.com', primary: true },
  ];
  const { read, write } = emailLines(emails);
  expect(primaryOf(emails)?.address).toBe('new@example.com');
  expect(read(emails)).toBe('new@example.com\nold@example.com');
  // What mail has learned of an address is nothing that a form sends.
  expect(write('old@example.com\n  third@example.com \n\nold@example.com')).toEqual([
    { address: 'old@example.com', primary: true, label: 'work' },
    { address: 'third@example.com', primary: false },
  ]);
  expect(write(' \n')).toBeUndefined();
});

test('a number keeps its kind, and whether it may be called', () => {
  const phones = [
    { number: '+436641234567', check: 'valid' as const, primary: true, type: 'mobile' as const, consentToCall: false },
  ];
  expect(phoneLines(phones).write(phoneLines(phones).read(phones))).toEqual([
    { number: '+436641234567', primary: true, type: 'mobile', consentToCall: false },
  ]);
});

test('an id alone is the company’s own; one of another system names it, and an id may hold a colon', () => {
  const ids = [
    { source: 'default', id: 'C-1' },
    { source: 'crm', id: '4711' },
    { source: 'default', id: 'shop:12' },
  ];
  expect(idLines.read(ids)).toBe('C-1\ncrm: 4711\nshop:12');
  expect(idLines.write(idLines.read(ids))).toEqual(ids);
});
