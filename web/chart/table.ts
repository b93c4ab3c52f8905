import type { SurveyLanguage } from '../../shared/survey-template/localized.schema.ts';
import type { Chart } from './chart.ts';
import { formatCount, formatPeriod, formatRange, formatShare, formatValue } from './format.ts';
import { wordsIn } from './texts.ts';

/** Cells as they are printed; the first column names the row, the others are numbers. */
export type PrintedTable = { head: string[]; rows: string[][] };

/** What a chart draws, as numbers: the whole of it, for those who cannot see it or want to know exactly. */
export function tableOf(chart: Chart, language: SurveyLanguage): PrintedTable {
  const words = wordsIn(language);
  const value = (of: number | null | undefined) => formatValue(language, chart.unit, of ?? null);
  const range = ({ low, high }: { low?: number; high?: number }) =>
    low === undefined || high === undefined ? '–' : formatRange(language, chart.unit, low, high);
  const count = (n: number) => formatCount(language, n);
  switch (chart.form) {
    case 'trend': {
      const [only, ...others] = chart.series;
      if (others.length > 0) {
        const periods = only?.points.map(({ period }) => period) ?? [];
        return {
          head: [words.period, ...chart.series.flatMap(({ name }) => [name, words.answers])],
          rows: periods.map((period, i) => [
            formatPeriod(language, period),
            ...chart.series.flatMap(({ points }) => [value(points[i]?.value), count(points[i]?.n ?? 0)]),
          ]),
        };
      }
      const banded = only?.points.some(({ low }) => low !== undefined);
      const besides = chart.besides ?? [];
      return {
        head: [
          words.period,
          words.value,
          ...(banded ? [words.interval] : []),
          words.answers,
          ...besides.map(({ name }) => name),
        ],
        rows: (only?.points ?? []).map((point, i) => [
          formatPeriod(language, point.period),
          value(point.value),
          ...(banded ? [range(point)] : []),
          count(point.n),
          ...besides.map(({ points }) => value(points[i]?.value)),
        ]),
      };
    }
    case 'spark':
      return {
        head: [words.period, words.value, words.answers],
        rows: chart.points.map((point) => [formatPeriod(language, point.period), value(point.value), count(point.n)]),
      };
    case 'bars':
    case 'intervals': {
      const banded = chart.rows.some(({ low }) => low !== undefined);
      return {
        head: [words.group, words.value, ...(banded ? [words.interval] : []), words.answers],
        rows: chart.rows.map((row) => [row.name, value(row.value), ...(banded ? [range(row)] : []), count(row.n)]),
      };
    }
    case 'shares':
      return {
        head: [words.group, ...chart.parts.map(({ name }) => name), words.answers],
        rows: chart.rows.map(({ name, shares, n }) => [
          name,
          ...chart.parts.map((_, i) => (n > 0 ? formatShare(language, shares[i] ?? 0) : '–')),
          count(n),
        ]),
      };
    case 'funnel': {
      const first = chart.steps[0]?.value ?? 0;
      return {
        head: [words.step, words.value, words.ofFirst],
        rows: chart.steps.map(({ name, value: reached }) => [
          name,
          count(reached),
          first > 0 ? formatShare(language, (100 * reached) / first) : '–',
        ]),
      };
    }
  }
}
