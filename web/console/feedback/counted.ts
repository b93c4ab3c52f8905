import type { Grouping } from '../../../shared/metrics/metric.ts';
import { addDays } from '../../../shared/kernel/calendar.ts';
import type { FeedbackSearch } from './feedback.route.ts';
import { filterOf } from './saved-views.ts';

type Filter = Readonly<Record<string, string>>;
type Counted = 'sentiment' | 'urgency';
type Query = { from: string; to: string; by?: Grouping; key?: string };

/** The dimension that a filter of the list is, where the counters have it. */
const dimensions: Readonly<Record<string, Grouping>> = {
  source: 'source',
  type: 'type',
  category: 'category',
  theme: 'theme',
  templateId: 'template',
  segment: 'segment',
  tier: 'tier',
  language: 'language',
  teamId: 'team',
  agentId: 'agent',
};
/** What urgencies are counted by beside the whole company. */
const ofUrgency: readonly Grouping[] = ['team', 'agent'];
const MOST_DAYS = 3_659;
const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text);

/**
 * What to ask a metric, so that it counts what the list shows by sentiment or urgency: exact, and at a price that does not
 * depend on how many records there are. Undefined where the counters do not know it: several filters at once, words, hours.
 */
export function countedBy(what: Counted, search: FeedbackSearch, today: string, ownOnly: boolean): Query | undefined {
  const { from = addDays(today, -MOST_DAYS), to = today, excluded, [what]: _chosen, ...others } = filterOf(search);
  if (!isDay(from) || !isDay(to) || from > to || addDays(from, MOST_DAYS) < to || excluded === 'true') return undefined;
  const [named, ...more] = Object.entries(others);
  if (more.length > 0) return undefined;
  if (named === undefined) return { from, to };
  const [filter, key] = named;
  const by = dimensions[filter];
  // Whoever sees their own alone has no numbers of anything else.
  if (by === undefined || ownOnly || (what === 'urgency' && !ofUrgency.includes(by))) return undefined;
  return { from, to, by, key };
}

/** The same list with one sentiment or urgency, as it was counted: of what is in the numbers. Chosen again, it is let go. */
export const onlyWith = (search: FeedbackSearch, what: Counted, value: string): Filter => {
  const { [what]: chosen, excluded: _excluded, ...others } = filterOf(search);
  return chosen === value ? others : { ...others, [what]: value, excluded: 'false' };
};
