import type { View } from '../../../shared/view/view.schema.ts';
import { textsIn } from '../search.ts';
import { filters } from './filters.ts';

/** What of an address a view keeps: its filters, and not which record is open. */
export const filterOf = (search: Readonly<Record<string, unknown>>): Record<string, string> =>
  textsIn(search, filters) as Record<string, string>;

const isSame = (one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean =>
  Object.keys(one).length === Object.keys(other).length &&
  Object.entries(one).every(([name, value]) => other[name] === value);

/**
 * Views as they are offered: one's own, those that others share, and which of them the list shows right now. Admins are
 * given everybody's views; what nobody has shared with them is not offered.
 */
export function offered(views: readonly View[], userId: string, filter: Readonly<Record<string, string>>) {
  const named = views.toSorted((one, other) => one.name.localeCompare(other.name));
  const own = named.filter(({ ownerId }) => ownerId === userId);
  const shared = named.filter((view) => view.ownerId !== userId && view.shared);
  return { own, shared, current: [...own, ...shared].find((view) => isSame(view.filter, filter)) };
}
