import type { MetricReport } from '../../../shared/metrics/metrics.schema.ts';
import type { Tone } from '../../chart/chart.ts';
import { formatCount } from '../../chart/format.ts';
import { ChartPicture } from '../kit/chart.tsx';
import { RecordsLink } from '../kit/figure.tsx';
import { Panel } from '../kit/page.tsx';
import { DataTable } from '../kit/table.tsx';
import { spoken } from '../texts/console.ts';
import { metricName } from '../texts/numbers.ts';
import { shareOf } from './groups.tsx';
import { partName } from './key-name.ts';
import { metricTexts } from './texts/texts.ts';

const tones: Readonly<Record<string, Tone>> = {
  promoters: 'good',
  passives: 'neutral',
  detractors: 'bad',
  satisfied: 'good',
  notSatisfied: 'bad',
  easy: 'good',
  notEasy: 'bad',
  positive: 'good',
  neutral: 'neutral',
  negative: 'bad',
};
/** More parts than a bar can tell apart are bars of their own. */
const MOST_IN_BAR = 5;

/** The parts that make up a number, each with the list of its records. */
export function Parts({ report: { metric, total } }: { report: MetricReport }) {
  const m = metricTexts();
  const { breakdown, partRecords, n } = total;
  const parts = Object.entries(breakdown ?? {});
  if (parts.length === 0 || n === 0) return null;
  const sum = parts.reduce((all, [, count]) => all + count, 0);
  const whole = sum === n && parts.length <= MOST_IN_BAR;
  const title = metricName(metric);
  return (
    <Panel title={m.parts} about={sum > n ? m.several : undefined}>
      <ChartPicture
        chart={
          whole
            ? {
                form: 'shares',
                title,
                unit: 'percent',
                parts: parts.map(([part]) => {
                  const tone = tones[part];
                  return { name: partName(part), ...(tone && { tone }) };
                }),
                rows: [{ name: title, n, shares: parts.map(([, count]) => (100 * count) / n) }],
              }
            : {
                form: 'bars',
                title,
                unit: 'ratio 0–1',
                rows: parts
                  .toSorted(([, a], [, b]) => b - a)
                  .map(([part, count]) => ({ name: partName(part), value: count / n, n })),
              }
        }
      />
      <DataTable
        caption={m.parts}
        rows={parts.toSorted(([, a], [, b]) => (whole ? 0 : b - a))}
        keyOf={([part]) => part}
        columns={[
          { name: m.part, cell: ([part]) => partName(part) },
          {
            name: m.count,
            number: true,
            cell: ([part, count]) => (
              <RecordsLink records={partRecords?.[part]}>{formatCount(spoken(), count)}</RecordsLink>
            ),
          },
          { name: m.share, number: true, cell: ([, count]) => shareOf(count, n) },
        ]}
      />
    </Panel>
  );
}
