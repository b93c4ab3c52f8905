import { defineEvents } from '../kernel/events.ts';
import { StoredTopic } from './emerging.schema.ts';

export const emergingEvents = defineEvents('emergingTopic', StoredTopic, {
  id: 'topicId',
  actions: {
    emerge: ['TopicEmerged', 'Feedback has begun to speak about something; told in the first week alone.'],
    accept: ['TopicAccepted', 'Somebody took an emerging topic into a draft of the taxonomy.'],
    dismiss: ['TopicDismissed', 'Somebody dismissed an emerging topic for 180 days.'],
  },
  silent: ['stay'],
  facts: ['week', 'language', 'n', 'voices', 'growth', 'p', 'q', 'status'],
});
