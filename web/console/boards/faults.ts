import { type Fault, faultsOf } from '../reports/faults.ts';

/** Faults of a refused board, in the words of a report: its tiles are sections there. */
export const faultsOfBoard = (refused: Parameters<typeof faultsOf>[0]): Fault[] =>
  faultsOf(refused).map(({ pointer, detail }) => ({
    pointer: pointer.replace(/^#\/tiles(?=\/|$)/, '#/sections').replace(/^#\/preset$/, '#/period'),
    detail,
  }));
