import { defineStore } from '../kernel/store.ts';
import { counted } from './counts.ts';
import { themePartition } from './theme-voices.ts';
import { DECIDED, itemKey } from './triage.keys.ts';
import { isWaiting, TriageItem } from './triage.schema.ts';

const LATEST = 99;
const DAYS_KEPT = 30;

/** The highest priority first, of equal ones the one that came first. */
const orderOf = ({ priority, arrivedAt, itemId }: TriageItem): string =>
  `${String(LATEST - priority).padStart(2, '0')}#${arrivedAt}#${itemId}`;

const waiting = (item: Partial<TriageItem>): boolean => item.status !== undefined && isWaiting(item as TriageItem);

export const triageItems = defineStore('triageItem', TriageItem, {
  id: 'itemId',
  key: { pk: ({ itemId }) => itemKey(itemId).pk, sk: ({ itemId }) => itemKey(itemId).sk },
  indexes: {
    // What waits, or what will not be done: no item is both.
    byPriority: {
      on: 'gsi3',
      order: 'asc',
      pk: (item) => (waiting(item) ? 'tri#new' : item.status === 'wont_do' && !item.leftOut && 'tri#wont_do'),
      sk: orderOf,
    },
    byArrival: {
      on: 'gsi2',
      order: 'asc',
      pk: (item) => waiting(item) && 'tri#new',
      sk: ({ arrivedAt, itemId }) => `${arrivedAt}#${itemId}`,
    },
    ofMain: {
      on: 'gsi5',
      pk: ({ duplicateOf, leftOut }) => duplicateOf !== undefined && !leftOut && `main#${duplicateOf}`,
      sk: ({ feedbackId }) => feedbackId,
    },
    decided: {
      on: 'gsi1',
      order: 'asc',
      pk: ({ firstDecision }) => firstDecision !== undefined && DECIDED,
      sk: ({ itemId }) => itemId,
    },
    ofTheme: {
      on: 'gsi6',
      pk: ({ theme, leftOut }) => theme !== undefined && !leftOut && themePartition(theme),
      sk: ({ arrivedAt, voice, itemId }) => `${arrivedAt}#${voice}#${itemId}`,
    },
  },
  // A deleted record leaves the table some time, and its item with it.
  retention: ({ leftOut }) =>
    leftOut?.because === 'deleted' ? new Date(Date.parse(leftOut.at) + DAYS_KEPT * 86_400_000) : undefined,
  beside: counted,
});
