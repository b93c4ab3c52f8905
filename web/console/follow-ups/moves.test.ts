import { expect, test } from 'vitest';
import { movesOf } from './moves.ts';

const manager = { userId: 'dana', writes: true };
const agent = { userId: 'amira', writes: false };
const targets = (...given: Parameters<typeof movesOf>) => movesOf(...given).map(({ to, step }) => `${to}:${step}`);

test('what nobody has is taken by whoever moves it', () => {
  expect(targets({ status: 'pending' }, agent)).toEqual(['in_progress:take', 'resolved:close', 'no_action:close']);
});

test('what somebody else has keeps its owner, and only who assigns may start it', () => {
  expect(targets({ status: 'pending', ownerId: 'ben' }, manager)[0]).toBe('in_progress:start');
  expect(targets({ status: 'pending', ownerId: 'ben' }, agent)).not.toContain('in_progress:start');
});

test('what is closed only opens again', () => {
  expect(targets({ status: 'resolved', ownerId: 'ben' }, manager)).toEqual(['in_progress:reopen']);
  expect(targets({ status: 'no_action' }, agent)).toEqual(['in_progress:reopen']);
});
