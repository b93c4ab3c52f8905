import type { Snapshot } from '../../../shared/report/snapshot.schema.ts';
import {
  formatComparison,
  formatCount,
  formatGap,
  formatPeriod,
  formatRange,
  formatValue,
  verdictOf,
} from '../../chart/format.ts';
import { wordsIn } from '../../chart/texts.ts';
import { say } from '../../survey/texts/texts.ts';
import { figureCells, figureColumns } from '../figure-grid.ts';
import { valueOf, type Voice } from '../figures.ts';
import { type Grid, number, periodCell, text } from '../grid.ts';
import type { LaidBlock } from '../laid.ts';
import { table } from '../parts.ts';
import { metricIn } from '../texts/texts.ts';

type Benchmarks = Extract<Snapshot['sections'][number], { kind: 'benchmark' }>;
type Item = Benchmarks['items'][number];

/** Own figures beside values of outside; what is out of date is faint, and below stands who published each. */
export function benchmarkBlocks(voice: Voice, { items, of }: Benchmarks): LaidBlock[] {
  const { texts, language } = voice;
  const outside = ({ figure: { unit }, value, low, high }: Item): string =>
    low === undefined || high === undefined
      ? formatValue(language, unit, value)
      : `${formatValue(language, unit, value)} (${formatRange(language, unit, low, high)})`;
  /** The verdict with its difference; without one the distance, which may be chance. */
  const distance = ({ figure: { unit }, comparison }: Item): string =>
    comparison.verdict === null
      ? formatGap(language, unit, comparison.difference)
      : formatComparison(language, unit, comparison);
  const rows = items.map((item) => [
    metricIn(texts, item.metric),
    `${item.industry} · ${item.region}`,
    valueOf(voice, item.figure),
    formatCount(language, item.figure.n),
    outside(item),
    item.n === undefined ? texts.directional : formatCount(language, item.n),
    distance(item),
  ]);
  const head = [
    texts.metric,
    texts.outside,
    texts.value,
    texts.n,
    texts.benchmark,
    `${texts.benchmark}: ${texts.n}`,
    texts.difference,
  ];
  const faint = items.flatMap(({ outdated }, at) => (outdated ? [at] : []));
  return [
    { ...table(head, rows, 2, of), ...(faint.length > 0 && { faint }) },
    { type: 'prose', blocks: [{ type: 'list', ordered: false, items: sourcesOf(voice, items) }] },
  ];
}

/** Each source once, with its address and the day of its publication; what is out of date says since when. */
function sourcesOf({ texts, language }: Voice, items: readonly Item[]) {
  const lines = items.map(({ source: { title, url, publishedOn }, outdated, validTo }) => ({
    // A title of another script keeps its own direction, with its signs at its ends.
    text: `${language === 'ar' ? `\u2068${title}\u2069` : title} (${formatPeriod(language, publishedOn)})`,
    href: url,
    ...(outdated && { since: say(texts.wasValid, { day: formatPeriod(language, validTo) }) }),
  }));
  const each = new Map(lines.map((one) => [`${one.href} ${one.text} ${one.since}`, one]));
  return [...each.values()].map(({ since, ...link }) => [link, ...(since ? [{ text: `; ${since}` }] : [])]);
}

/** The same at full precision. */
export function benchmarkGrid(voice: Voice, { items }: Benchmarks): Omit<Grid, 'name'> {
  const { texts, language } = voice;
  const { interval } = wordsIn(language);
  const of = (name: string): string => `${texts.benchmark}: ${name}`;
  const apart = (name: string): string => `${texts.difference}: ${name}`;
  return {
    columns: [
      texts.metric,
      texts.industry,
      texts.region,
      ...figureColumns(voice),
      texts.benchmark,
      of(texts.low),
      of(texts.high),
      of(texts.n),
      texts.difference,
      apart(`${interval}, ${texts.low}`),
      apart(`${interval}, ${texts.high}`),
      texts.verdict,
      texts.source,
      of(texts.until),
      texts.outdated,
    ],
    rows: items.map(({ figure, comparison, source, ...item }) => [
      text(metricIn(texts, item.metric)),
      text(item.industry),
      text(item.region),
      ...figureCells(voice, { figure }),
      number(item.value, figure.unit),
      number(item.low, figure.unit),
      number(item.high, figure.unit),
      number(item.n),
      number(comparison.difference, figure.unit),
      number(comparison.interval?.low, figure.unit),
      number(comparison.interval?.high, figure.unit),
      text(verdictOf(language, comparison)),
      text(`${source.title}, ${source.publishedOn}, ${source.url}`),
      periodCell(item.validTo),
      text(item.outdated ? texts.yes : texts.no),
    ]),
  };
}
