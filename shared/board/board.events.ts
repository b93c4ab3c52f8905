import { defineEvents } from '../kernel/events.ts';
import { Board } from './board.schema.ts';

/** The feed of changes does not tell of boards: of a private one only its owner and admins know. */
export const boardEvents = defineEvents('board', Board, {
  id: 'boardId',
  actions: {
    create: ['BoardCreated', 'Somebody made a board, or copied one.'],
    edit: ['BoardChanged', 'Somebody changed a board; `changedKeys` tells which fields.'],
    delete: ['BoardDeleted', 'Somebody deleted a board.'],
  },
  facts: ['ownerId', 'sharing'],
});
