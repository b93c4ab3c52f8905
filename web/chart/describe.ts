import type { SurveyLanguage } from '../../shared/survey-template/localized.schema.ts';
import { say } from '../survey/texts/texts.ts';
import type { Chart, FunnelChart, Point, Row, SharesChart } from './chart.ts';
import { formatCount, formatPeriod, formatShare, formatValue } from './format.ts';
import { wordsIn } from './texts.ts';

type Known = Point & { value: number };
const known = (points: readonly Point[]): Known[] => points.filter((point): point is Known => point.value !== null);

/** A chart in one sentence, for those who do not see it: what is drawn, from where to where, and what stands out. */
export function describe(chart: Chart, language: SurveyLanguage): string {
  switch (chart.form) {
    case 'trend':
      return chart.series.length === 1
        ? line(chart.title, chart.unit, chart.series[0]?.points ?? [], language)
        : lines(chart.title, chart.unit, chart.series, language);
    case 'spark':
      return line(chart.title, chart.unit, chart.points, language);
    case 'bars':
    case 'intervals':
      return groups(chart.title, chart.unit, chart.rows, language);
    case 'shares':
      return parts(chart, language);
    case 'funnel':
      return steps(chart, language);
  }
}

function line(title: string, unit: string, all: readonly Point[], language: SurveyLanguage): string {
  const words = wordsIn(language);
  const points = known(all);
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) return say(words.none, { title });
  const value = (point: Known) => formatValue(language, unit, point.value);
  const when = (point: Known) => formatPeriod(language, point.period);
  if (first === last)
    return say(words.one, { title, value: value(first), period: when(first), n: formatCount(language, first.n) });
  const low = points.reduce((least, point) => (point.value < least.value ? point : least));
  const high = points.reduce((most, point) => (point.value > most.value ? point : most));
  // At printed precision: what looks equal is not said to have risen.
  const moved = value(first) === value(last) ? 0 : last.value - first.value;
  return say(moved > 0 ? words.rose : moved < 0 ? words.fell : words.same, {
    title,
    first: value(first),
    from: when(first),
    last: value(last),
    to: when(last),
    low: value(low),
    lowAt: when(low),
    lowN: formatCount(language, low.n),
    high: value(high),
    highAt: when(high),
    highN: formatCount(language, high.n),
  });
}

function lines(
  title: string,
  unit: string,
  series: readonly { name: string; points: readonly Point[] }[],
  language: SurveyLanguage,
) {
  const latest = series.flatMap(({ name, points }) => {
    const last = known(points).at(-1);
    return last ? [`${name} ${formatValue(language, unit, last.value)}`] : [];
  });
  const words = wordsIn(language);
  return latest.length ? say(words.lines, { title, list: listed(language, latest) }) : say(words.none, { title });
}

function groups(title: string, unit: string, all: readonly Row[], language: SurveyLanguage): string {
  const words = wordsIn(language);
  const rows = all.filter((row): row is Row & { value: number } => row.value !== null);
  const high = rows.toSorted((a, b) => b.value - a.value)[0];
  const low = rows.toSorted((a, b) => a.value - b.value)[0];
  if (!high || !low) return say(words.none, { title });
  return say(high === low ? words.oneGroup : words.groups, {
    title,
    count: rows.length,
    high: formatValue(language, unit, high.value),
    highName: high.name,
    highN: formatCount(language, high.n),
    low: formatValue(language, unit, low.value),
    lowName: low.name,
    lowN: formatCount(language, low.n),
  });
}

/** The last row is the newest one. */
function parts({ title, parts: named, rows }: SharesChart, language: SurveyLanguage): string {
  const words = wordsIn(language);
  const row = rows.findLast(({ n }) => n > 0);
  if (!row) return say(words.none, { title });
  const list = named.map(({ name }, i) => `${name} ${formatShare(language, row.shares[i] ?? 0)}`);
  const about = rows.length > 1 ? `${title}, ${row.name}` : title;
  return say(words.parts, {
    title: about,
    list: `${listed(language, list)} (${words.answers} ${formatCount(language, row.n)})`,
  });
}

function steps({ title, steps: all }: FunnelChart, language: SurveyLanguage): string {
  const words = wordsIn(language);
  const first = all[0]?.value ?? 0;
  if (first === 0) return say(words.none, { title });
  const list = all.map(({ name, value }, i) => {
    const share = i > 0 ? ` (${formatShare(language, (100 * value) / first)})` : '';
    return `${name} ${formatCount(language, value)}${share}`;
  });
  return say(words.parts, { title, list: listed(language, list) });
}

const listed = (language: SurveyLanguage, items: string[]): string => items.join(language === 'ar' ? '، ' : ', ');
