import { excerptOf } from '../analysis/excerpt.ts';
import { readSettings } from '../company/settings.ts';
import { list } from '../feedback/feedback.list.ts';
import { findAll } from '../feedback/feedback.walk.ts';
import { personOf } from '../initiative/voices.ts';
import { addDays } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import { metrics } from '../metrics/definitions.ts';
import { fromFloor, sum } from '../metrics/numbers.ts';
import { type Range, readRows, type Row } from '../metrics/rows.ts';
import { LEVEL } from './kitagawa.ts';
import type { Method } from './method.schema.ts';
import { refuseAgents, todayOf } from './scope.ts';
import { type ThemeChange, themeChanges } from './theme-changes.ts';
import type { Theme, Themes, ThemesQuery } from './themes.schema.ts';

const [NOW_DAYS, BEFORE_DAYS] = [28, 84];
const MOST_THEMES = 10;
/** A theme that rises is said by so many people at least. */
const LEAST_VOICES = 4;
/** Of a theme so many of the newest records are read for its voices and quotes, and of no other. */
const MOST_RECORDS = 50;
const QUOTES = 3;
const [SHORTEST, LONGEST] = [20, 240];

const method: Method = {
  name: 'binomial test of shares, mid-p, Benjamini–Hochberg',
  source: 'H. O. Lancaster, JASA 56 (1961); Y. Benjamini & Y. Hochberg, JRSS B 57 (1995)',
  level: LEVEL,
  params: { days: NOW_DAYS, before: BEFORE_DAYS, voicesOfNewest: MOST_RECORDS },
};

/**
 * Themes whose share of all records rose or fell in 28 days against the 84 before. Tested on counters; of the themes that are
 * told, twenty at most, the 50 newest records are read for voices and masked quotes. Callers who may not read feedback get no
 * quotes.
 */
export async function themes(ctx: Context, { to: asked, language }: ThemesQuery): Promise<Themes> {
  refuseAgents(ctx);
  const settings = await readSettings(ctx, { consistent: false });
  const yesterday = addDays(todayOf(ctx, settings), -1);
  const to = asked !== undefined && asked < yesterday ? asked : yesterday;
  const now = { from: addDays(to, 1 - NOW_DAYS), to };
  const before = { from: addDays(now.from, -BEFORE_DAYS), to: addDays(now.from, -1) };
  const [rows1 = [], rows0 = [], all1 = [], all0 = []] = await Promise.all(
    ['theme', 'company'].flatMap((dimension) =>
      [now, before].map((range) => readRows(ctx, dimension, range, { whole: true })),
    ),
  );
  const floor = settings.privacy.anonymityFloor;
  const [byTheme1, byTheme0] = [
    [rows1, all1],
    [rows0, all0],
  ].map(([grouped = [], company = []]) => {
    const told = fromFloor(metrics.csat_avg, { grouped, company, counted: company }, undefined, {
      grouped,
      company,
      floor,
    });
    return Map.groupBy(told.grouped, ({ key }) => key);
  });
  const volumeOf = (rows: readonly Row[] | undefined): number => sum(rows ?? [])['volume'] ?? 0;
  const totals = { n1: volumeOf(all1), n0: volumeOf(all0) };
  const names = new Set([...(byTheme1?.keys() ?? []), ...(byTheme0?.keys() ?? [])]);
  const counts = [...names].map((theme) => ({
    theme,
    c1: volumeOf(byTheme1?.get(theme)),
    c0: volumeOf(byTheme0?.get(theme)),
  }));
  const found = totals.n1 === 0 || totals.n0 === 0 ? { rising: [], falling: [] } : themeChanges(counts, totals);
  const told = (changes: readonly ThemeChange[], range: Range, rows: ReadonlyMap<string, Row[]> | undefined) =>
    Promise.all(
      changes
        .slice(0, 2 * MOST_THEMES)
        .map((one) => themeOf(ctx, one, { range, rows: rows?.get(one.theme) ?? [], language })),
    );
  const [rising, falling] = await Promise.all([
    told(found.rising, now, byTheme1),
    told(found.falling.slice(0, MOST_THEMES), before, byTheme0),
  ]);
  return {
    to,
    ...totals,
    rising: rising.filter(({ voices }) => voices >= LEAST_VOICES).slice(0, MOST_THEMES),
    falling,
    asOf: ctx.now.toISOString(),
    method,
  };
}

type Where = { range: Range; rows: readonly Row[]; language: string | undefined };

async function themeOf(ctx: Context, change: ThemeChange, { range, rows, language }: Where): Promise<Theme> {
  const { value, n } = metrics.csat_avg.read(sum(rows));
  const { items } = await list(ctx, { theme: change.theme, ...range, excluded: false, limit: MOST_RECORDS });
  const voices = new Set(items.map(personOf)).size;
  const mayQuote = ctx.actor.permissions.has('feedback:read');
  const ids = items.map(({ feedbackId }) => feedbackId);
  const quotes = mayQuote ? quotesOf(await findAll(ctx, ids, { ConsistentRead: false }), language) : [];
  return { ...change, voices, score: value, scored: n, quotes };
}

function quotesOf(records: Awaited<ReturnType<typeof findAll>>, language: string | undefined): Theme['quotes'] {
  const people = new Set<string>();
  const quotes: Theme['quotes'] = [];
  for (const record of records.toSorted((a, b) => (a.feedbackId > b.feedbackId ? -1 : 1))) {
    // An answer of an anonymous survey is never quoted.
    if (record.templateVersion !== undefined || people.has(personOf(record))) continue;
    if (language !== undefined && record.analysis?.language !== language) continue;
    const text = excerptOf(record, LONGEST);
    if (text === undefined || text.length < SHORTEST) continue;
    people.add(personOf(record));
    quotes.push({ feedbackId: record.feedbackId, text });
    if (quotes.length === QUOTES) break;
  }
  return quotes;
}
