import { addDays, localDay, mondayOf } from '../kernel/calendar.ts';

/** A stretch of time whose weeks are counted in a zone. */
export type Stretch = { from: string; to: string; timeZone: string };

export const countIn = (counts: Map<string, number>, name: string): void =>
  void counts.set(name, (counts.get(name) ?? 0) + 1);

/** Monday of the week of an instant. */
export const weekOf = (at: string, timeZone: string): string => mondayOf(localDay(new Date(at), timeZone));

/** Counts of all weeks of a stretch, those of none, too. */
export function byWeek(counts: ReadonlyMap<string, number>, { from, to, timeZone }: Stretch) {
  const weeks: { from: string; count: number }[] = [];
  for (let week = weekOf(from, timeZone); week <= weekOf(to, timeZone); week = addDays(week, 7))
    weeks.push({ from: week, count: counts.get(week) ?? 0 });
  return weeks;
}

/** Counts by name as an object, in the order of the names. */
export const byName = (counts: ReadonlyMap<string, number>): Record<string, number> =>
  Object.fromEntries([...counts].toSorted(([one], [other]) => (one < other ? -1 : 1)));
