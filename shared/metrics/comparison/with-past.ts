import type { Settings } from '../../company/settings.schema.ts';
import { invalid } from '../../http/problem.ts';
import { localDay } from '../../kernel/calendar.ts';
import type { Context } from '../../kernel/context.ts';
import type { Figure } from '../figure.schema.ts';
import { figureOf, type Said } from '../figure.ts';
import { byDay, fromFloor, type Numbers, readNumbers, type Scope, sum, totalOf } from '../numbers.ts';
import type { Reading } from '../readings.ts';
import type { Range, Row } from '../rows.ts';
import { compareAll, type Side, untested } from './compare-all.ts';
import type { Comparison } from './comparison.schema.ts';
import { type Pair, pairOf, type Past, pasts } from './periods.ts';

export type Comparisons = { previous?: Comparison; lastYear?: Comparison };
/** What is compared: a metric's numbers of a range, by day, and its groups by their keys. */
export type Asked = { said: Said; scope: Scope; range: Range; numbers: Numbers; keys: readonly string[] };
type Cut = Pick<Settings, 'timeZone' | 'dayBoundary' | 'comparison'>;

/**
 * Compares a metric's total and each of its groups with one past or with both. Everything that is compared with one past is
 * one family. Reads the days of the past, which costs what reading those of the range itself does. Throws 400 where the
 * range reaches into the past that it is compared with.
 */
export async function compareWith(
  ctx: Context,
  which: Past | 'both',
  settings: Cut,
  asked: Asked,
): Promise<{ total: Comparisons; groups: ReadonlyMap<string, Comparisons> }> {
  const [[total = {}, ...groups] = []] = await compareMany(ctx, which, settings, [asked]);
  return { total, groups: new Map(asked.keys.map((key, index) => [key, groups[index] ?? {}])) };
}

/**
 * The same for several metrics, which are one family together: of each its total first, then its groups. `parameter` is what the
 * refusal names.
 */
export async function compareMany(
  ctx: Context,
  which: Past | 'both',
  settings: Cut,
  all: readonly Asked[],
  parameter = 'compare',
): Promise<Comparisons[][]> {
  const today = localDay(ctx.now, settings.timeZone, settings.dayBoundary);
  const wanted = pasts.filter((past) => which === past || which === 'both');
  const pairsOf = (past: Past) => all.map((asked) => ({ asked, pair: pairOf(asked.range, past, today) }));
  if (wanted.flatMap(pairsOf).some(({ pair }) => pair && pair.before.to >= pair.now.from))
    throw invalid({ parameter, detail: 'the range must not reach into the past that it is compared with' });
  const families = await Promise.all(
    wanted.map(async (past) => [past, await familyOf(ctx, past, pairsOf(past), settings)] as const),
  );
  return all.map(({ keys }, at) =>
    ['', ...keys].map((_, part) => Object.fromEntries(families.map(([past, family]) => [past, family[at]?.[part]]))),
  );
}

type Paired = { asked: Asked; pair: Pair | undefined };

/** The comparisons with one past: of each metric the total first, then each group. */
async function familyOf(
  ctx: Context,
  past: Past,
  pairs: readonly Paired[],
  { comparison: { margins } }: Cut,
): Promise<Comparison[][]> {
  const sides = await Promise.all(pairs.map((one) => sidesOf(ctx, one)));
  const questions = sides.flatMap(({ both, metric }) =>
    both.map(({ was, is }) => ({ metric, before: was.side, now: is.side })),
  );
  const answers = compareAll(questions, margins);
  let next = 0;
  return sides.map(({ both, pair, keys }) => {
    if (!pair) return ['', ...keys].map(() => ({ with: past, before: null, ...untested('no_complete_day', 0) }));
    return both.flatMap(({ was, is }) => {
      const answer = answers[next++];
      const running = pair.partial ? { partial: true as const, now: is.figure } : {};
      return answer ? [{ with: past, ...running, before: was.figure, ...answer }] : [];
    });
  });
}

async function sidesOf(ctx: Context, { asked, pair }: Paired) {
  const { said, scope, numbers, keys } = asked;
  const about = { metric: said.metric, pair, keys };
  if (!pair) return { ...about, both: [] };
  const before = partsOf(asked, pair.before, await readNumbers(ctx, said.metric, pair.before, scope, false));
  const now = partsOf(asked, pair.now, pair.partial ? upTo(pair.now.to, asked) : numbers);
  return { ...about, both: before.flatMap((was, index) => (now[index] ? [{ was, is: now[index] }] : [])) };
}

function upTo(day: string, { said, scope, numbers: { floor, ...rows } }: Asked): Numbers {
  const complete = (some: Row[]): Row[] => some.filter(({ period }) => period <= day);
  const [grouped, company, counted] = [complete(rows.grouped), complete(rows.company), complete(rows.counted)];
  const numbers = { grouped, company, counted };
  // Fewer days may hold fewer answers than can be told.
  return floor === undefined ? numbers : fromFloor(said.metric, numbers, scope.key, { grouped, company, floor });
}

/** The counters of a period, of all of it and of each of its days. */
export const sideOf = (range: Range, rows: readonly Row[]): Side => ({
  counters: sum(rows),
  days: byDay(range, rows).map((one) => ({ day: one.day, counters: sum(one.rows) })),
});

export type Part = { side: Side; figure: Figure };

/** The total of a period and each of its groups, by day and as figures. */
export function partsOf({ said, scope, keys }: Asked, range: Range, numbers: Numbers): Part[] {
  const rows = Map.groupBy(numbers.grouped, ({ key }) => key);
  const partOf = (own: readonly Row[], { by, key }: Scope, reading?: Reading): Part => {
    const side = sideOf(range, own);
    const named = { ...range, ...(by && { by }), ...(key !== undefined && { key }) };
    return { side, figure: figureOf(said, named, reading ?? said.metric.read(side.counters)) };
  };
  return [
    partOf(numbers.counted, scope, totalOf(said.metric, numbers, scope)),
    ...keys.map((key) => partOf(rows.get(key) ?? [], { ...scope, key })),
  ];
}
