import { invalid } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { compute } from '../report-run/compute.ts';
import type { Words } from '../report-run/frame.ts';
import { Labels } from '../report-run/labels.ts';
import { periodFault } from '../report/period.ts';
import type { Board, BoardData, BoardQuery } from './board.schema.ts';
import { get } from './board.ts';
import { expectFewReads } from './reads.ts';

type Input = Pick<Board, 'boardId'> & BoardQuery;

/** The period that is asked for, else the board's own. */
function periodOf({ preset: own }: Board, { preset, from, to }: BoardQuery): string {
  if (from === undefined && to === undefined) return preset ?? own;
  if (preset !== undefined)
    throw invalid({ parameter: 'preset', detail: 'cannot be given together with `from` and `to`' });
  if (from === undefined || to === undefined)
    throw invalid({ parameter: from === undefined ? 'from' : 'to', detail: 'must be given, too' });
  const fault = periodFault(`${from}..${to}`);
  if (fault !== undefined) throw invalid({ parameter: 'to', detail: fault });
  return `${from}..${to}`;
}

/**
 * All tiles of a board, computed as those of a report from one reading of the counters, with what the caller may read. A
 * tile that fails says so and leaves the others as they are.
 */
export async function boardData(ctx: Context, input: Input, words: Words): Promise<BoardData> {
  const board = await get(ctx, input);
  const { boardId, version, title, compare, filters, tiles } = board;
  const period = periodOf(board, input);
  expectFewReads({ ...board, preset: period });
  const definition = {
    title,
    language: input.language,
    paper: 'a4',
    period,
    compare,
    filters,
    sections: tiles,
  } as const;
  const run = { reportVersion: 0, trigger: 'preview', dueAt: ctx.now.toISOString() } as const;
  const snapshot = await compute(ctx, definition, run, { words, onDefect: 'tell' });
  const { asOf, mixed } = snapshot.run;
  const { ownOnly, id } = ctx.actor;
  return {
    boardId,
    version,
    asOf,
    ...(mixed && { mixed }),
    ...(ownOnly && { own: await new Labels(ctx).keyed('agent', id) }),
    period: snapshot.period,
    filters: snapshot.filters,
    formulas: snapshot.formulas,
    excluded: snapshot.excluded,
    tiles: snapshot.sections,
  };
}
