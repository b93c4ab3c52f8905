import { defineStore } from '../kernel/store.ts';
import { Board } from './board.schema.ts';

export const boards = defineStore('board', Board, {
  id: 'boardId',
  key: { pk: () => 'brd', sk: ({ boardId }) => boardId },
  indexes: {},
  atMost: { records: 100, called: 'boards' },
});
