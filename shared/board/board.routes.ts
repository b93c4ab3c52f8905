import * as z from 'zod';
import { defineRoutes } from '../http/contract.ts';
import { crud, putOf } from '../http/crud.ts';
import { Board, BoardData, BoardFilter, BoardId, BoardQuery, CreateBoard, EditBoard } from './board.schema.ts';

const params = { boardId: BoardId };
const path = '/api/crm/boards';
const kind = {
  names: ['a board', 'boards'],
  path,
  params,
  read: 'metrics:read',
  // Whoever reads numbers may have boards of their own; to share one takes `reports:write`.
  write: 'metrics:read',
  record: Board,
  create: CreateBoard,
  edit: EditBoard,
  filter: BoardFilter,
} as const;
const of = crud(kind);
const one = { path: `${path}/{boardId}`, params: z.object(params), permission: kind.read } as const;

export const boardRoutes = defineRoutes('board', {
  list: { ...of.list, description: `${of.list.description} Only boards that the caller may open.` },
  create: {
    ...of.create,
    description: 'A private one; `reports:write` is needed to share it. A company has at most 100 (409).',
    problems: ['conflict', 'too-many-reads'],
  },
  get: of.get,
  edit: { ...of.edit, description: 'Only its owner and admins.', problems: ['too-many-reads'] },
  put: {
    ...putOf(kind),
    description:
      'Only its owner and admins. Where somebody else was faster, the refusal names the order of tiles that stands and the one that was sent.',
    problems: ['too-many-reads'],
  },
  remove: { ...of.remove, description: 'Only its owner and admins.' },
  copy: {
    method: 'POST',
    ...one,
    path: `${path}/{boardId}/copy`,
    summary: 'Create a copy of a board',
    description: 'The copy is private and the caller’s own.',
    reply: { 201: Board },
    problems: ['conflict', 'too-many-reads'],
  },
  data: {
    method: 'GET',
    ...one,
    path: `${path}/{boardId}/data`,
    summary: 'Get the tiles of a board, computed',
    description:
      'With what the caller may read: sharing widens nothing, and agents see their own numbers, labelled so. Equal reads are made once.',
    query: BoardQuery,
    reply: { 200: BoardData },
    problems: ['too-many-reads'],
  },
});
