import type { Figure } from '../../shared/metrics/figure.schema.ts';
import type { Snapshot } from '../../shared/report/snapshot.schema.ts';
import type { SurveyLanguage } from '../../shared/survey-template/localized.schema.ts';
import type { SharesChart, Tone as PartTone } from '../chart/chart.ts';
import { formatComparison, formatCount, formatRange, formatValue, formatWithMargin } from '../chart/format.ts';
import { say } from '../survey/texts/texts.ts';
import type { Tile, Tone } from './laid.ts';
import type { ReportTexts } from './texts/en.ts';
import { metricIn, nameIn } from './texts/texts.ts';

type Section = Snapshot['sections'][number];
/** A figure with what it is compared with. */
export type Compared = Extract<Section, { kind: 'kpi_row' }>['figures'][number];
type Comparison = NonNullable<Compared['previous']>;

/** What is printed in: a language and its dictionary. */
export type Voice = { language: SurveyLanguage; texts: ReportTexts; zone: string };

/** The value of a figure with its margin, or with its interval where that is not symmetric. */
export function valueOf({ language }: Voice, { unit, value, marginOfError, interval }: Figure): string {
  if (marginOfError !== undefined || !interval || value === null) {
    return formatWithMargin(language, unit, value, marginOfError);
  }
  return `${formatValue(language, unit, value)} (${formatRange(language, unit, interval.low, interval.high)})`;
}

export const nOf = ({ language, texts }: Voice, n: number): string => `${texts.n} ${formatCount(language, n)}`;

export const toneOf = (comparison: Comparison): Tone =>
  comparison.verdict === 'better' ? 'good' : comparison.verdict === 'worse' ? 'bad' : 'plain';

/** The verdict, and the figure that it was compared with. */
function lineOf(voice: Voice, unit: string, label: string, comparison: Comparison): Tile['lines'][number] {
  const { language } = voice;
  const before = comparison.before;
  const than = before ? ` [${valueOf(voice, before)}${language === 'ar' ? '،' : ','} ${nOf(voice, before.n)}]` : '';
  return { label, text: `${formatComparison(language, unit, comparison)}${than}`, tone: toneOf(comparison) };
}

/** The comparisons of a figure; those of a period that still runs are of its complete days, which they then name. */
export function linesOf(voice: Voice, { figure, previous, lastYear }: Compared): Tile['lines'] {
  const { texts } = voice;
  return [
    ...(previous ? [lineOf(voice, figure.unit, texts.versusPrevious, previous)] : []),
    ...(lastYear ? [lineOf(voice, figure.unit, texts.versusLastYear, lastYear)] : []),
  ];
}

/** A figure as a tile. */
export function tileOf(voice: Voice, compared: Compared & { teamAverage?: number | null | undefined }): Tile {
  const { language, texts } = voice;
  const { figure, teamAverage } = compared;
  const average =
    teamAverage === undefined || teamAverage === null
      ? []
      : [say(texts.teamAverage, { value: formatValue(language, figure.unit, teamAverage) })];
  return {
    name: metricIn(texts, figure.metric),
    value: valueOf(voice, figure),
    detail: [figure.value === null && figure.n === 0 ? texts.notEnough : undefined, nOf(voice, figure.n), ...average]
      .filter(Boolean)
      .join(' · '),
    lines: linesOf(voice, compared),
  };
}

const tones: Readonly<Record<string, PartTone>> = {
  promoters: 'good',
  passives: 'neutral',
  detractors: 'bad',
  positive: 'good',
  neutral: 'neutral',
  negative: 'bad',
};

/** The parts of a whole that a figure is made of, where it is made of three or more, e.g. promoters, passives, detractors. */
export function sharesOf({ texts }: Voice, { metric, breakdown, n }: Figure): SharesChart | undefined {
  const parts = Object.entries(breakdown ?? {});
  if (parts.length < 3 || n === 0) return undefined;
  return {
    form: 'shares',
    title: metricIn(texts, metric),
    unit: 'percent',
    parts: parts.map(([name]) => {
      const tone = tones[name];
      return { name: nameIn(texts, name), ...(tone && { tone }) };
    }),
    rows: [{ name: metricIn(texts, metric), n, shares: parts.map(([, count]) => (100 * count) / n) }],
  };
}

/** What a group of records is called that is no single key. */
export const driverLabel = (
  { texts }: Voice,
  { kind, label }: { kind: 'key' | 'others' | 'none'; label: string },
): string => (kind === 'key' ? label : nameIn(texts, kind));
