import type { Share } from '../../shared/analysis/agreement.ts';
import { answers, labels, type Measured } from './measure.ts';

const percent = (share = 0): string => (100 * share).toFixed(1);
const shown = ({ value, interval, n, lowSample }: Share): string =>
  value === null
    ? '– (n 0)'
    : `${percent(value)} % (${percent(interval?.low)}–${percent(interval?.high)}, n ${n}${lowSample ? ', low sample' : ''})`;

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
