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
    ofSubject: {
      on: 'gsi5',
      // Ids of records and of initiatives differ by their prefix.
      pk: ({ feedbackId, initiativeId }) => (feedbackId ?? initiativeId) && `hof#${feedbackId ?? initiativeId}`,
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
