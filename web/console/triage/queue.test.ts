import { expect, test } from 'vitest';
import { emptyQueue, type Queue, queueOf, type Step, waitingOf } from './queue.ts';

const idOf = (item: string): string => item.charAt(0);
const play = (...steps: Step<string>[]): Queue<string> => steps.reduce(queueOf(idOf), emptyQueue as Queue<string>);
const waiting = (queue: Queue<string>): string[] => waitingOf(queue, ['a', 'b', 'c'], idOf);

test('what was decided is gone although the list still has it', () => {
  expect(waiting(play({ step: 'decide', item: 'a', choice: 'roadmap' }))).toEqual(['b', 'c']);
});

test('what is taken back comes first, once, as it is now', () => {
  const queue = play(
    { step: 'decide', item: 'a', choice: 'roadmap' },
    { step: 'accepted', item: 'a', batchId: 'tb_1' },
    { step: 'decide', item: 'b', choice: 'nothing' },
    { step: 'back', item: 'a, version 3' },
  );
  expect(waiting(queue)).toEqual(['a, version 3', 'c']);
  expect(queue.made.map(({ item }) => item)).toEqual(['b']);
});

test('what came back can be decided again', () => {
  const queue = play({ step: 'back', item: 'a2' }, { step: 'decide', item: 'a2', choice: 'roadmap' });
  expect(waiting(queue)).toEqual(['b', 'c']);
});

test('undoing twice undoes two decisions, and never one twice', () => {
  const decided: Step<string>[] = ['a', 'b'].map((item) => ({ step: 'decide', item, choice: 'roadmap' }));
  const first = play(...decided, { step: 'undoing', item: 'b' });
  expect(first.made.map(({ item }) => item)).toEqual(['a']);
  expect(waiting(first)).toEqual(['c']);
});
