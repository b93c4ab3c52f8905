import { expect, it } from 'vitest';
import { ApiError } from '../../../shared/http/client.ts';
import { errorsOf } from './field-errors.ts';
import { type Bound, errorsAt, fieldsOf, filledIn } from './record.ts';

const text = (name: string): Bound => ({
  name,
  read: (value) => (value as string | undefined) ?? '',
  write: (typed) => typed || undefined,
});
const bounds = [text('name'), text('source/title'), text('source/url')];
const record = { name: 'One', source: { title: 'A', url: 'u', on: '2026-01-01' }, unknown: [1], version: 3 };

it('shows what stands at a path, and nothing where there is nothing', () => {
  expect(fieldsOf({ name: 'One' }, bounds)).toEqual({ name: 'One', 'source/title': '', 'source/url': '' });
});

it('keeps what the form does not know, also beside what it changes', () => {
  const before = fieldsOf(record, bounds);
  const { whole, changes } = filledIn(record, before, { ...before, 'source/title': 'B' }, bounds);
  expect(whole).toEqual({ ...record, source: { ...record.source, title: 'B' } });
  expect(changes).toEqual({ source: { title: 'B', url: 'u', on: '2026-01-01' } });
});

it('leaves out what was emptied, and clears it by null in a change', () => {
  const before = fieldsOf(record, bounds);
  const { whole, changes } = filledIn(record, before, { ...before, name: '' }, bounds);
  expect(whole).not.toHaveProperty('name');
  expect(changes).toEqual({ name: null });
});

const stop = [{ name: 'stop/value', read: String, write: (typed: string) => typed === 'true' }, text('stop/why')];
const patchOf = (of: object, change: Record<string, string>) => {
  const before = fieldsOf(of, stop);
  return filledIn(of, before, { ...before, ...change }, stop).patch;
};

it('says in a merge patch only what is another, and clears a field of an object by null', () => {
  const stopped = { stop: { value: true, why: 'asked', by: 'ada' } };
  expect(patchOf(stopped, { 'stop/why': '' })).toEqual({ stop: { why: null } });
  expect(patchOf(stopped, { 'stop/value': 'false' })).toEqual({ stop: { value: false } });
  expect(patchOf(stopped, {})).toEqual({});
});

it('says in a merge patch all of an object that was not there before', () => {
  expect(patchOf({}, { 'stop/why': 'asked' })).toEqual({ stop: { value: false, why: 'asked' } });
  expect(patchOf({}, { 'stop/value': 'true' })).toEqual({ stop: { value: true } });
});

it('says an error at the field whose value holds the place, and the others apart', () => {
  const refused = [
    { pointer: '#/source/title', detail: 'too long' },
    { pointer: '#/name/0', detail: 'first' },
    { pointer: '#/name/1', detail: 'second' },
    { pointer: '#/names', detail: 'no field' },
    { detail: 'all of it' },
  ];
  const errors = errorsOf(new ApiError(400, { type: '/problems/invalid', title: 'Invalid', errors: refused }));
  expect(errorsAt(errors, ['name', 'source/title'])).toEqual({
    at: { 'source/title': 'too long', name: 'first' },
    rest: ['names: no field', 'all of it'],
  });
});
