import type { DomainEventName } from '../../../shared/domain-events.ts';
import { endings, settingOff } from '../../../shared/feedback/watched-events.ts';
import { defineSubscriber } from '../../define.ts';

/** Queues feedback for triage, keeps what waits in line with its record, and main records with their duplicates. */
export const trigger = defineSubscriber({
  area: 'care',
  name: 'triage-intake',
  on: [
    ...settingOff,
    ...endings,
    'TriageDecided',
    'TriageUndone',
    'DuplicateLinked',
    'DuplicateUnlinked',
  ] satisfies DomainEventName[],
  needs: { table: 'write', secret: true },
  // What pours into one company meets at its counts: more at a time would only wait for one another.
  maxConcurrency: 10,
});
