import { expect, it } from 'vitest';
import { refusalOf, refusedDay } from './parts.ts';

const problem = {
  type: '/problems/validation-failed',
  title: 'Invalid',
  status: 400,
  detail: 'Some fields are wrong.',
};
const answerOf = (status: number, more: object) => ({
  results: [{ status, problem: { ...problem, ...more } }],
});

it('says of a refused decision what is wrong with it, and where', () => {
  const day = refusalOf(answerOf(400, { errors: [{ pointer: '#/until', detail: 'must be after today' }] }));
  expect(day?.message).toBe('must be after today');
  expect(refusedDay(day)).toBe('must be after today');
});

it('says at the day only what is about the day', () => {
  const gone = refusalOf(answerOf(404, { detail: 'The review does not list it.' }));
  expect(gone).toMatchObject({ status: 404, message: 'The review does not list it.' });
  expect(refusedDay(gone)).toBeUndefined();
  const reason = refusalOf(answerOf(400, { errors: [{ pointer: '#/reason', detail: 'too long' }] }));
  expect(reason?.message).toBe('too long');
  expect(refusedDay(reason)).toBeUndefined();
});

it('refuses nothing where nothing was', () => {
  expect(refusalOf({ results: [{ status: 200 }] })).toBeUndefined();
  expect(refusalOf(undefined)).toBeUndefined();
});
