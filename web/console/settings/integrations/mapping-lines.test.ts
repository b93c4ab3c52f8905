import { expect, it } from 'vitest';
import { type Mapped, mappingLines, mappingOf } from './mapping-lines.ts';

const mapping: Mapped[] = [
  { column: 'hidden.order', to: 'ticketId' } as Mapped,
  { column: 'q: how', to: 'score', metric: 'nps', scaleMin: 0, scaleMax: 10 },
];

it('gives back what it wrote, with scales and names that hold a colon', () => {
  expect(mappingLines(mapping)).toBe('hidden.order: ticketId\nq: how: score nps 0 10');
  expect(mappingOf(mappingLines(mapping))).toEqual(mapping);
});

it('leaves blank lines out', () => {
  expect(mappingOf('\n q1: ignore \n\n')).toEqual([{ column: 'q1', to: 'ignore' }]);
});
