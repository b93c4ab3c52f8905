import * as z from 'zod';
import { FeedbackId } from '../feedback/feedback.parts.schema.ts';
import type { BusEvent } from '../kernel/bus.ts';
import { defineEvents, type TableChange } from '../kernel/events.ts';
import { TriageItem } from './triage.schema.ts';

const own = defineEvents('triageItem', TriageItem, {
  id: 'itemId',
  actions: {
    queue: ['TriageQueued', 'A record waits for a decision of the product people.'],
    decide: ['TriageDecided', 'Somebody decided what becomes of a record.'],
    undo: ['TriageUndone', 'A decision was taken back: the record is as it was before.'],
  },
  // What the record or its duplicates say is told by their own events.
  silent: ['reassess', 'leave', 'link', 'unlink', 'recount', 'erase'],
  facts: [
    'feedbackId',
    'status',
    'route',
    'initiativeId',
    'duplicateOf',
    'type',
    'theme',
    'impact',
    'urgency',
    'voices',
    'priority',
    'arrivedAt',
    'batchId',
  ],
  derived: ['voice', 'compared', 'firstDecision'],
});

const event = own.schemas.TriageDecided.extend({
  wasDuplicateOf: FeedbackId.optional().meta({ description: 'The main record that it had before.' }),
});
/** What of a decision, or of its end, whoever keeps main records in line with their duplicates has to know. */
export const DecisionTold = z.object({
  feedbackId: FeedbackId,
  duplicateOf: FeedbackId.optional(),
  wasDuplicateOf: FeedbackId.optional(),
});

const links = {
  DuplicateLinked: event.meta({
    id: 'DuplicateLinked',
    description: 'A record is a duplicate of a main record now, or of another one than before.',
  }),
  DuplicateUnlinked: event.meta({ id: 'DuplicateUnlinked', description: 'A record is no duplicate any more.' }),
};

/** What is told of links, beside what is told of the decision that made them; its id ends with `:duplicate`. */
function linkEventsOf({ before, after }: TableChange): BusEvent[] {
  const [was, now] = [before as Partial<TriageItem> | undefined, after as Partial<TriageItem> | undefined];
  if (!now || was?.duplicateOf === now.duplicateOf) return [];
  const told = own.eventsOf({ before, after: { ...now, lastAction: 'decide' } });
  return told.map(({ detail, ...rest }) => ({
    ...rest,
    type: now.duplicateOf === undefined ? 'DuplicateUnlinked' : 'DuplicateLinked',
    detail: {
      ...detail,
      eventId: `${(detail as { eventId: string }).eventId}:duplicate`,
      ...(was?.duplicateOf !== undefined && { wasDuplicateOf: was.duplicateOf }),
    },
  }));
}

const schemas = { ...own.schemas, ...links };
export const triageEvents = {
  ...own,
  schemas,
  audit: Object.keys(schemas),
  // Of a duplicate that is none any more, for the samples of the documentation.
  later: [{ lastAction: 'unlink', duplicateOf: undefined }],
  eventsOf: (change: TableChange): BusEvent[] => [...own.eventsOf(change), ...linkEventsOf(change)],
};
