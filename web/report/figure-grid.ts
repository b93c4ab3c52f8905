import type { Figure } from '../../shared/metrics/figure.schema.ts';
import { isCount, verdictOf } from '../chart/format.ts';
import { wordsIn } from '../chart/texts.ts';
import { type Compared, type Voice } from './figures.ts';
import { type Cell, type Grid, number, text } from './grid.ts';
import { boundsOf } from './series.ts';
import { metricIn, nameIn } from './texts/texts.ts';

type Comparison = NonNullable<Compared['previous']>;

/** Half-width of the interval, and its ends. */
export const bounds = ({ unit, value, marginOfError, interval }: Figure): Cell[] => {
  const { low, high } = boundsOf({ value, marginOfError, ...interval });
  return [number(marginOfError, unit), number(low, unit), number(high, unit)];
};

/** The past that a figure is compared with: value, n, margin, difference, its bounds, verdict. */
function pastCells({ language }: Voice, unit: string, comparison: Comparison | undefined): Cell[] {
  if (!comparison) return [null, null, null, null, null, null, null];
  const { before, difference, interval } = comparison;
  return [
    number(before?.value, unit),
    number(before?.n),
    number(before?.marginOfError, unit),
    // Of numbers of things it is per day, which is no whole number.
    number(difference, isCount(unit) ? 'points' : unit),
    number(interval?.low, isCount(unit) ? 'points' : unit),
    number(interval?.high, isCount(unit) ? 'points' : unit),
    text(verdictOf(language, comparison)),
  ];
}

/** Columns of a figure with its comparisons, and how its cells are made. */
export function figureColumns({ language, texts }: Voice): string[] {
  const { interval, value } = wordsIn(language);
  const past = (name: string) => [
    name,
    `${name}: ${texts.n}`,
    `${name}: ${texts.margin}`,
    `${name}: ${texts.difference}`,
    `${name}: ${texts.low}`,
    `${name}: ${texts.high}`,
    `${name}: ${texts.verdict}`,
  ];
  return [
    value,
    texts.n,
    texts.margin,
    `${interval}: ${texts.low}`,
    `${interval}: ${texts.high}`,
    ...past(texts.previous),
    ...past(texts.lastYear),
    texts.note,
  ];
}
export function figureCells(voice: Voice, { figure, previous, lastYear }: Compared): Cell[] {
  const { unit, value, n } = figure;
  return [
    number(value, unit),
    number(n),
    ...bounds(figure),
    ...pastCells(voice, unit, previous),
    ...pastCells(voice, unit, lastYear),
    value === null ? text(voice.texts.notEnough) : null,
  ];
}

/** Figures one under the other, each followed by the parts that it is made of. */
export function figureGrid(
  voice: Voice,
  figures: readonly (Compared & { teamAverage?: number | null | undefined })[],
): Omit<Grid, 'name'> {
  const { texts } = voice;
  const averaged = figures.some(({ teamAverage }) => teamAverage !== undefined);
  const width = figureColumns(voice).length;
  const rows = figures.flatMap((compared) => [
    [
      text(metricIn(texts, compared.figure.metric)),
      ...figureCells(voice, compared),
      ...(averaged ? [number(compared.teamAverage, compared.figure.unit)] : []),
    ],
    ...Object.entries(compared.figure.breakdown ?? {}).map(([part, count]): Cell[] => [
      text(`${metricIn(texts, compared.figure.metric)}: ${nameIn(texts, part)}`),
      number(count),
      ...Array.from({ length: width - 1 + (averaged ? 1 : 0) }, () => null),
    ]),
  ]);
  const average = texts.teamAverage.replace('{value}', '').trim();
  return { columns: [texts.metric, ...figureColumns(voice), ...(averaged ? [average] : [])], rows };
}
