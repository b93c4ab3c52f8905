import { settingsEvents } from './company/settings.events.ts';
import { contactPreferenceEvents } from './contact-preference/contact-preference.events.ts';
import { roleEvents } from './access/role.events.ts';
import { feedbackEvents, feedbackEventsOf } from './feedback/feedback.events.ts';
import { feedbackText } from './feedback/feedback.search.ts';
import { formKeyEvents } from './form/form-key.events.ts';
import { initiativeEvents, linkEvents } from './initiative/initiative.events.ts';
import type { CountedKind } from './metrics/counted-kind.ts';
import { countedFeedback } from './metrics/feedback.counted.ts';
import { erasureEvents } from './privacy/erasure.events.ts';
import type { RecordKind } from './record-kind.ts';
import { templateEvents } from './survey/survey-template.events.ts';

const feedback = {
  kind: 'feedback',
  schemas: feedbackEvents,
  eventsOf: feedbackEventsOf,
  audit: Object.keys(feedbackEvents),
  searchText: feedbackText,
  contribution: countedFeedback,
};

/** Every kind of record whose changes are events, with what follows from them. */
export const records = [
  feedback,
  initiativeEvents,
  linkEvents,
  formKeyEvents,
  templateEvents,
  settingsEvents,
  contactPreferenceEvents,
  erasureEvents,
  roleEvents,
] as const satisfies readonly RecordKind[];

/** Every kind of record behind a number: reader, sweep and reconcile go through all of them. */
export const countedKinds: readonly CountedKind[] = (records as readonly RecordKind[]).flatMap(
  ({ contribution }) => contribution ?? [],
);
