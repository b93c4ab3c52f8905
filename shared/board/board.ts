import { equal, listOf } from '../http/list.ts';
import { invalid, Problem } from '../http/problem.ts';
import { visible } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { verbsOf } from '../kernel/verbs.ts';
import { sectionFaults } from '../report/faults.ts';
import { roleFaults, templateFaults } from '../report/named-faults.ts';
import type { Board, BoardFilter, CreateBoard, EditBoard } from './board.schema.ts';
import { boards } from './board.store.ts';
import { expectFewReads } from './reads.ts';
import type * as z from 'zod';

type One = Pick<Board, 'boardId'>;
type Changing = One & { ifMatch?: number | undefined };

const mayChange = ({ actor }: Context, { ownerId }: Pick<Board, 'ownerId'>): boolean =>
  ownerId === actor.id || actor.roles.includes('admin');

function mayOpen(ctx: Context, board: Pick<Board, 'ownerId' | 'sharing' | 'roles'>): boolean {
  const { sharing, roles } = board;
  if (sharing === 'company' || mayChange(ctx, board)) return true;
  return sharing === 'roles' && roles.some((role) => ctx.actor.roles.includes(role));
}

/** A board that the caller may open; 404 for any other. */
export async function get(ctx: Context, { boardId }: One): Promise<Board> {
  const board = boards.publicOf(await visible(ctx, boards, boardId));
  if (!mayOpen(ctx, board)) throw new Problem('not-found');
  return board;
}

async function expectChangeable(ctx: Context, one: One): Promise<void> {
  if (!mayChange(ctx, await get(ctx, one)))
    throw new Problem('forbidden', 'Only its owner and admins change a board; you may copy it.');
}

/** Refuses what may not be shared, cannot be computed, or reads too much. A board keeps its owner. */
async function settle(ctx: Context, given: Board, before?: Board): Promise<Board> {
  const after: Board = { ...given, ownerId: before?.ownerId ?? ctx.actor.id };
  const { sharing, roles, preset: period, compare, filters, tiles } = after;
  if (sharing !== 'private' && !ctx.actor.permissions.has('reports:write'))
    throw new Problem('forbidden', 'To share a board takes the permission `reports:write`.');
  const named = sharing === 'roles' ? roles.length > 0 : roles.length === 0;
  const faults = [
    ...(named
      ? []
      : [{ pointer: '#/roles', message: 'must name somebody where `sharing` is `roles`, and only there' }]),
    ...(await roleFaults(ctx, roles, '#/roles')),
    ...sectionFaults({ period, compare, filters, burst: 'none' }, tiles, '#/tiles'),
    ...(await templateFaults(ctx, tiles, '#/tiles')),
  ];
  if (faults.length > 0) throw invalid(...faults.map(({ pointer, message }) => ({ pointer, detail: message })));
  expectFewReads(after);
  return after;
}

const verbs = verbsOf(boards, { settle });

/** Makes a board of the caller's own. */
export const create = (ctx: Context, { body }: { body: CreateBoard }): Promise<Board> =>
  verbs.create(ctx, { body: { ...body, ownerId: ctx.actor.id } });

export async function edit(ctx: Context, input: Changing & { body: z.output<typeof EditBoard> }): Promise<Board> {
  await expectChangeable(ctx, input);
  return verbs.edit(ctx, input).catch((error: unknown) => withOrders(ctx, input, error));
}

export async function put(ctx: Context, input: Changing & { body: CreateBoard }): Promise<Board> {
  await expectChangeable(ctx, input);
  const body = { ...input.body, ownerId: ctx.actor.id };
  return verbs.put(ctx, { ...input, body }).catch((error: unknown) => withOrders(ctx, input, error));
}

const orderOf = (tiles: Board['tiles']): string => tiles.map(({ sectionId }) => sectionId).join(', ');

/** Whoever was not the first to reorder is told both orders. */
async function withOrders(
  ctx: Context,
  { boardId, body: { tiles } }: One & { body: { tiles?: Board['tiles'] | null | undefined } },
  error: unknown,
): Promise<never> {
  if (!(error instanceof Problem) || error.code !== 'version-conflict' || !tiles) throw error;
  const now = await get(ctx, { boardId });
  const errors = [
    { pointer: '#/tiles', detail: `stand now as: ${orderOf(now.tiles)}` },
    { pointer: '#/tiles', detail: `were sent as: ${orderOf(tiles)}` },
  ];
  throw new Problem('version-conflict', undefined, { errors, cause: error });
}

/** Deletes a board for everybody. */
export async function remove(ctx: Context, input: Changing): Promise<undefined> {
  await expectChangeable(ctx, input);
  return verbs.remove(ctx, input);
}

/** A private board of the caller's own that shows the same. */
export async function copy(ctx: Context, one: One): Promise<Board> {
  const { title, preset, compare, filters, tiles } = await get(ctx, one);
  return create(ctx, { body: { title, preset, compare, filters, tiles, sharing: 'private', roles: [] } });
}

/** Boards that the caller may open. */
export const list = listOf<BoardFilter, Board>(
  'boards',
  { ownerId: equal('ownerId') },
  async function* (ctx, _, from) {
    for await (const steps of boards.all(ctx, from))
      yield steps.map(({ item, after }) => ({ item: item && mayOpen(ctx, item) ? item : undefined, after }));
  },
  (one) => one,
);
