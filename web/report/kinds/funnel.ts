import type { Snapshot } from '../../../shared/report/snapshot.schema.ts';
import type { Chart } from '../../chart/chart.ts';
import { formatShare } from '../../chart/format.ts';
import { tableOf } from '../../chart/table.ts';
import type { Voice } from '../figures.ts';
import { type Grid, number, text } from '../grid.ts';
import type { LaidBlock } from '../laid.ts';
import { charted, table, tiles } from '../parts.ts';
import { nameIn } from '../texts/texts.ts';

type Funnel = Extract<Snapshot['sections'][number], { kind: 'funnel' }>;

/** From asking to answering, as a chart with its table. */
export function funnelBlocks(voice: Voice, section: Funnel): LaidBlock[] {
  const { texts, language } = voice;
  const chart: Chart = {
    form: 'funnel',
    title: section.template?.label ?? texts.kinds.funnel,
    unit: 'records',
    steps: section.steps.map(({ step, n }) => ({ name: nameIn(texts, step), value: n })),
  };
  const printed = tableOf(chart, language);
  const rows = printed.rows.map((row, i) => {
    const share = section.steps[i]?.share ?? null;
    return [...row, share === null ? '–' : formatShare(language, share)];
  });
  return [
    ...(section.template ? [{ type: 'note' as const, text: section.template.label }] : []),
    ...tiles(voice, section.figures),
    ...charted(voice, chart, table([...printed.head, texts.ofStepBefore], rows, 1)),
  ];
}

/** Its steps as rows, with a native chart. */
export const funnelGrid = ({ texts }: Voice, { steps }: Funnel): Omit<Grid, 'name'> => ({
  columns: [texts.step, texts.n, texts.ofStepBefore],
  rows: steps.map(({ step, n, share }) => [text(nameIn(texts, step)), number(n), number(share, 'percent')]),
  chart: { type: 'bar', title: texts.kinds.funnel, series: [{ column: 1 }], rows: steps.length },
});
