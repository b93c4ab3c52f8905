import { compact, jsonEqual, pick } from '../kernel/json.ts';
import type { StoredActivity } from './activity.schema.ts';

/** What a calendar that has an activity has to be told of. */
const told = ['startAt', 'dueAt', 'durationMinutes', 'timeZone', 'allDay', 'location', 'subject'] as const;
type Told = Pick<Partial<StoredActivity>, (typeof told)[number]>;

/** Which version of an activity calendars have (RFC 5545, 3.8.7.4); rows of earlier releases have none and begin at 0. */
export const sequenceOf = ({ sequence = 0 }: Pick<Partial<StoredActivity>, 'sequence'>): number => sequence;

/** The next version, where a change is one that calendars have to be told of. */
export const raised = (before: StoredActivity, after: StoredActivity): Pick<Partial<StoredActivity>, 'sequence'> => {
  const said = (one: Told) => compact(pick(one, told));
  return jsonEqual(said(before), said(after)) ? {} : { sequence: sequenceOf(before) + 1 };
};
