import type * as z from 'zod';
import type { Context } from '../../kernel/context.ts';
import { aContext } from '../../testing/context.ts';
import { type Board, CreateBoard } from '../board.schema.ts';
import { create } from '../board.ts';

/** A stored board of whoever `ctx` is, with one tile unless given. */
export const givenBoard = (ctx: Context, more: Partial<z.input<typeof CreateBoard>> = {}): Promise<Board> =>
  create(
    { ...ctx, requestId: aContext().requestId },
    {
      body: CreateBoard.parse({
        title: 'Support',
        tiles: [{ sectionId: 'scores', kind: 'kpi_row', metrics: ['csat_avg'] }],
        ...more,
      }),
    },
  );
