import { keyPart } from '../kernel/ids.ts';
import { defineStore } from '../kernel/store.ts';
import { FeedbackLink, Initiative } from './initiative.schema.ts';
import { ruleWrites } from './theme-rule.ts';

export const initiatives = defineStore('initiative', Initiative, {
  id: 'initiativeId',
  key: { pk: () => 'ini', sk: ({ initiativeId }) => initiativeId },
  indexes: {
    byOwner: {
      on: 'gsi2',
      pk: ({ ownerId }) => ownerId && `own#${keyPart(ownerId)}#ini`,
      sk: ({ initiativeId }) => initiativeId,
    },
    byVoices: {
      on: 'gsi3',
      pk: () => 'ini#voices',
      sk: ({ voices = 0, initiativeId }) => `${String(voices).padStart(9, '0')}#${initiativeId}`,
    },
  },
  search: ({ title }) => [title],
  beside: ruleWrites,
});

export const links = defineStore('link', FeedbackLink, {
  id: 'linkId',
  key: { pk: ({ linkId }) => `inl#${linkId}`, sk: () => 'link' },
  indexes: {
    linked: {
      on: 'gsi5',
      pk: ({ initiativeId }) => initiativeId && `ini#${initiativeId}`,
      sk: ({ feedbackId }) => feedbackId,
    },
    ofPerson: {
      on: 'gsi1',
      pk: ({ person }) => person && `inp#${person}`,
      sk: ({ initiativeId, feedbackId }) => `${initiativeId}#${feedbackId}`,
    },
  },
});
