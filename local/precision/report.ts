import { answers, labels, type Measured, type Share } from './measure.ts';

const percent = (share = 0): string => (100 * share).toFixed(1);
/** From so few texts a share says little. */
const FEW = 30;

const shown = ({ value, low, high, n }: Share): string =>
  value === undefined
    ? '– (n 0)'
    : `${percent(value)} % (${percent(low)}–${percent(high)}, n ${n}${n < FEW ? ', low sample' : ''})`;

const rowsOf = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** The figures as Markdown tables, as they stand in docs/analysis.md. */
export function report(measured: Measured): string {
  return [
    rowsOf(
      ['label', 'precision', 'recall', 'F1'],
      measured.labels.map(({ label, precision, recall, f1 }) => [label, shown(precision), shown(recall), shown(f1)]),
    ),
    rowsOf(
      ['label \\ answer', ...answers],
      labels.map((label) => [label, ...answers.map((answer) => measured.confusion[label][answer])]),
    ),
    rowsOf(
      ['emotion', 'stands for', 'precision'],
      measured.emotions.map(({ emotion, label, precision }) => [emotion, label, shown(precision)]),
    ),
  ].join('\n\n');
}
