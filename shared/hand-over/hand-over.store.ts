import { keyPart } from '../kernel/ids.ts';
import { defineStore } from '../kernel/store.ts';
import { HandOver } from './hand-over.schema.ts';

export const handOvers = defineStore('handOver', HandOver, {
  id: 'handOverId',
  key: { pk: () => 'ho', sk: ({ handOverId }) => handOverId },
  indexes: {
    ofTracker: {
      on: 'gsi2',
      pk: ({ trackerId }) => trackerId && `hot#${trackerId}`,
      sk: ({ handOverId }) => handOverId,
    },
    ofFeedback: {
      on: 'gsi5',
      pk: ({ feedbackId }) => feedbackId && `hof#${feedbackId}`,
      sk: ({ handOverId }) => handOverId,
    },
    ofReference: {
      on: 'gsi6',
      pk: ({ trackerId, externalRef }) =>
        trackerId && externalRef !== undefined && `ref#${trackerId}#${keyPart(externalRef)}`,
      sk: ({ handOverId }) => handOverId,
    },
  },
});
