import type { Snapshot } from '../../../shared/report/snapshot.schema.ts';
import type { Chart } from '../../chart/chart.ts';
import { differenceOf, formatCount, formatRange } from '../../chart/format.ts';
import { wordsIn } from '../../chart/texts.ts';
import { say } from '../../survey/texts/texts.ts';
import { driverLabel, nOf, valueOf, type Voice } from '../figures.ts';
import { type Cell, type Grid, number, text } from '../grid.ts';
import type { LaidBlock } from '../laid.ts';
import { charted, table } from '../parts.ts';
import { groupingIn, metricIn } from '../texts/texts.ts';

type Drivers = Extract<Snapshot['sections'][number], { kind: 'drivers' }>;

/** What moved a metric between two periods, as a chart with its table. */
export function driverBlocks(voice: Voice, section: Drivers, unit: string): LaidBlock[] {
  const { texts, language } = voice;
  const { before, now, delta } = section;
  const groups = section.groups.map((group) => ({ ...group, label: driverLabel(voice, group) }));
  const told = (difference: number | null) =>
    differenceOf(language, unit, { verdict: null, difference, equivalent: false }) ?? '–';
  const facts = [
    before && `${texts.previous}: ${valueOf(voice, before)} (${nOf(voice, before.n)})`,
    now && `${texts.thisPeriod}: ${valueOf(voice, now)} (${nOf(voice, now.n)})`,
    delta === null ? undefined : say(texts.change, { value: told(delta) }),
  ];
  const chart: Chart = {
    form: 'bars',
    changes: true,
    title: metricIn(texts, section.metric),
    unit,
    rows: groups
      .slice(0, 20)
      .map(({ label, total, n }) => ({ name: label, value: total, n: Math.max(n.before, n.now) })),
  };
  const head = [
    groupingIn(texts, section.by),
    texts.effect,
    texts.interval,
    texts.within,
    texts.mix,
    texts.clear,
    texts.nBefore,
    texts.nNow,
  ];
  const rows = groups.map(({ label, total, within, mix, interval, clear, n }) => [
    label,
    told(total),
    interval ? formatRange(language, unit, interval.low, interval.high) : '–',
    told(within),
    told(mix),
    clear ? texts.yes : texts.no,
    formatCount(language, n.before),
    formatCount(language, n.now),
  ]);
  return [{ type: 'note', text: facts.filter(Boolean).join(' · ') }, ...charted(voice, chart, table(head, rows, 1))];
}

/** The same at full precision, with both figures below. */
export function driverGrid(voice: Voice, section: Drivers, unit: string): Omit<Grid, 'name'> {
  const { texts, language } = voice;
  const { interval } = wordsIn(language);
  const empty = Array.from({ length: 5 }, (): Cell => null);
  const totals: Cell[][] = [
    ...(section.before
      ? [[text(texts.previous), number(section.before.value, unit), ...empty, number(section.before.n), null]]
      : []),
    ...(section.now
      ? [[text(texts.thisPeriod), number(section.now.value, unit), ...empty, null, number(section.now.n)]]
      : []),
    [text(texts.total), number(section.delta, unit), ...empty, null, null],
  ];
  const groups = section.groups.map(({ label, kind, total, within, mix, interval: own, clear, n }) => [
    text(driverLabel(voice, { kind, label })),
    number(total, unit),
    number(own?.low, unit),
    number(own?.high, unit),
    number(within, unit),
    number(mix, unit),
    text(clear ? texts.yes : texts.no),
    number(n.before),
    number(n.now),
  ]);
  return {
    columns: [
      groupingIn(texts, section.by),
      texts.effect,
      `${interval}: ${texts.low}`,
      `${interval}: ${texts.high}`,
      texts.within,
      texts.mix,
      texts.clear,
      texts.nBefore,
      texts.nNow,
    ],
    rows: [...groups, ...totals],
    chart: { type: 'bar', title: metricIn(texts, section.metric), series: [{ column: 1 }], rows: groups.length },
  };
}
