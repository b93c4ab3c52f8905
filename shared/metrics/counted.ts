import type { FeedbackFilter } from '../feedback/feedback.requests.schema.ts';
import type { Context } from '../kernel/context.ts';
import { allMonths } from './all-time.ts';
import { type Dimension, subcategoryKey } from './contribution.ts';
import { COMPANY_KEY } from './counted-kind.ts';
import { type Counters, excludedOf } from './counters.ts';
import type { FeedbackGrouping, Grouping } from './metric.ts';
import { type Range, readRows } from './rows.ts';

/** Which filter of the feedback list finds the records of a dimension's key. */
export const filterOf: Partial<Record<Grouping, keyof FeedbackFilter>> = {
  agent: 'agentId',
  team: 'teamId',
  source: 'source',
  type: 'type',
  category: 'category',
  theme: 'theme',
  template: 'templateId',
  segment: 'segment',
  tier: 'tier',
  language: 'language',
};

/**
 * How many records match a filter, from the counters: exact, up to the seconds that a change is on its way to them, and
 * at a price that does not depend on how many there are. Undefined where the filter asks for more than whole days of one
 * dimension.
 */
export async function countedRecords(ctx: Context, filter: FeedbackFilter): Promise<number | undefined> {
  const { from, to, excluded, ...match } = filter;
  const rowsOf = dimensionOf(match);
  if (!rowsOf || !isDayOrNone(from) || !isDayOrNone(to) || (from ?? '') > (to ?? '~')) return undefined;
  const all = await allMonths(ctx);
  const range = all && narrowed(all, from, to);
  if (!range) return 0;
  const rows = await readRows(ctx, rowsOf.dimension, range, { key: rowsOf.key, whole: true });
  return rows.reduce((sum, { counters }) => sum + volumeOf(counters, excluded), 0);
}

function volumeOf(counters: Counters, excluded: boolean | undefined): number {
  const included = counters['volume'] ?? 0;
  const out = Object.values(excludedOf(counters, 'volume')).reduce((sum, count) => sum + count, 0);
  if (excluded === undefined) return included + out;
  return excluded ? out : included;
}

/** The one dimension and key that a filter names; the whole company where it names none. */
function dimensionOf(
  match: Omit<FeedbackFilter, 'from' | 'to' | 'excluded'>,
): { dimension: Dimension; key: string } | undefined {
  const given = Object.entries(match).filter(([, wanted]) => wanted !== undefined);
  if (given.length === 0) return { dimension: 'company', key: COMPANY_KEY };
  const { category, subcategory } = match;
  if (given.length === 2 && category !== undefined && subcategory !== undefined)
    return { dimension: 'subcategory', key: subcategoryKey(category, subcategory) };
  const [named] = given;
  const dimension = Object.entries(filterOf).find(([, filter]) => filter === named?.[0])?.[0];
  if (given.length > 1 || dimension === undefined) return undefined;
  return { dimension: dimension as FeedbackGrouping, key: String(named?.[1]) };
}

const isDayOrNone = (value: string | undefined): boolean => value === undefined || value.length === 10;

function narrowed(all: Range, from = all.from, to = all.to): Range | undefined {
  const range = { from: from > all.from ? from : all.from, to: to < all.to ? to : all.to };
  return range.from <= range.to ? range : undefined;
}
