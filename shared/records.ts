import { feedbackEvents, feedbackEventsOf } from './feedback/feedback.events.ts';
import { feedbackText } from './feedback/feedback.search.ts';
import { initiativeEvents, linkEvents } from './initiative/initiative.events.ts';
import { changeOf } from './metrics/image.ts';
import type { RecordKind } from './record-kind.ts';

const feedback = {
  kind: 'feedback',
  schemas: feedbackEvents,
  eventsOf: feedbackEventsOf,
  audit: Object.keys(feedbackEvents),
  searchText: feedbackText,
  contribution: { changeOf },
};

/** Every kind of record whose changes are events, with what follows from them. */
export const records = [feedback, initiativeEvents, linkEvents] as const satisfies readonly RecordKind[];
