import type { Snapshot } from '../../shared/report/snapshot.schema.ts';
import type { Chart } from '../chart/chart.ts';
import {
  differenceOf,
  formatCount,
  formatMoment,
  formatRange,
  formatShare,
  formatValue,
} from '../chart/format.ts';
import { tableOf } from '../chart/table.ts';
import { say } from '../survey/texts/texts.ts';
import { driverLabel, linesOf, nOf, sharesOf, valueOf, type Voice } from './figures.ts';
import { benchmarkBlocks } from './kinds/benchmark.ts';
import { goalBlocks } from './kinds/goals.ts';
import type { LaidBlock, Quote } from './laid.ts';
import { charted, table, tiles } from './parts.ts';
import { breakdownChart, trendChart } from './series.ts';
import { groupingIn, metricIn, nameIn } from './texts/texts.ts';

type Section = Snapshot['sections'][number];
type Of<K extends Section['kind']> = Extract<Section, { kind: K }>;
/** Unit of a metric by its name; every metric of a snapshot has its formula there. */
export type Units = ReadonlyMap<string, string>;

function quotes(voice: Voice, items: Of<'verbatims'>['items'], of: number): LaidBlock[] {
  const { language, texts, zone } = voice;
  const laid = items.map((item): Quote => {
    const scores = item.scores.map(
      ({ metric, value, max }) =>
        `${metric.toUpperCase()} ${formatCount(language, value)}/${formatCount(language, max)}`,
    );
    const about = [
      formatMoment(language, item.at, zone),
      ...scores,
      item.sentiment && nameIn(texts, item.sentiment),
      item.agent?.label,
      item.category,
    ];
    return { text: item.text, rtl: isRtlText(item.text, item.language), about: about.filter(Boolean).join(' · ') };
  });
  return laid.length ? [{ type: 'quotes', quotes: laid, of }] : [];
}

const rtlLanguages = new Set(['ar', 'fa', 'he', 'ur']);
/** By the language of the text, else by its first letter that has a direction. */
function isRtlText(text: string, language: string | undefined): boolean {
  if (language) return rtlLanguages.has(language);
  return /^[^\p{L}]*[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text);
}

function breakdown(voice: Voice, section: Of<'breakdown'>, unit: string): LaidBlock[] {
  const { texts, language } = voice;
  const { rows } = section;
  const has = (test: (row: (typeof rows)[number]) => unknown) => rows.some((row) => test(row) !== undefined);
  const columns: { head: string; cell: (row: (typeof rows)[number]) => string }[] = [
    { head: groupingIn(texts, section.by), cell: ({ label }) => label },
    { head: metricIn(texts, section.metric), cell: ({ figure }) => valueOf(voice, figure) },
    { head: texts.n, cell: ({ figure }) => formatCount(language, figure.n) },
    ...(has(({ adjusted }) => adjusted)
      ? [
          {
            head: texts.adjusted,
            cell: (row: (typeof rows)[number]) => formatValue(language, unit, row.adjusted ?? null),
          },
        ]
      : []),
    ...(has(({ place }) => place)
      ? [
          {
            head: texts.place,
            cell: ({ place }: (typeof rows)[number]) => (place ? formatCount(language, place) : '–'),
          },
        ]
      : []),
    ...(has(({ standing }) => standing)
      ? [
          {
            head: texts.standing,
            cell: ({ standing }: (typeof rows)[number]) => (standing ? nameIn(texts, standing) : '–'),
          },
        ]
      : []),
    ...(has(({ previous, lastYear }) => previous ?? lastYear)
      ? [
          {
            head: texts.changes,
            cell: (row: (typeof rows)[number]) =>
              linesOf(voice, row)
                .map(({ label, text }) => (row.previous && row.lastYear ? `${label}: ${text}` : text))
                .join('\n'),
          },
        ]
      : []),
  ];
  const own = table(
    columns.map(({ head }) => head),
    rows.map((row) => columns.map(({ cell }) => cell(row))),
    1,
    section.of,
  );
  const unranked = section.unranked && (section.unranked === 'chance' ? texts.chance : texts.tooFewToRank);
  return [
    ...tiles(voice, section.total ? [section.total] : []),
    ...(unranked ? [{ type: 'note' as const, text: unranked }] : []),
    ...charted(voice, breakdownChart(voice, section, unit), own),
  ];
}

function metricTable(voice: Voice, section: Of<'table'>): LaidBlock[] {
  const { texts } = voice;
  const cell = (figure: Of<'table'>['rows'][number]['cells'][number]) =>
    figure ? `${valueOf(voice, figure)} · ${nOf(voice, figure.n)}` : '–';
  const rows = section.rows.map(({ label, cells }) => [label, ...cells.map(cell)]);
  const total = section.total.length ? [[texts.total, ...section.total.map(cell)]] : [];
  const head = [groupingIn(texts, section.by), ...section.metrics.map((metric) => metricIn(texts, metric))];
  return [table(head, [...total, ...rows], 1, section.of + total.length)];
}

function funnel(voice: Voice, section: Of<'funnel'>): LaidBlock[] {
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

function alerts(voice: Voice, { counts, items, of }: Of<'alerts'>): LaidBlock[] {
  const { texts, language, zone } = voice;
  const tile = (severity: keyof typeof counts) => ({
    name: nameIn(texts, severity),
    value: formatCount(language, counts[severity]),
    detail: '',
    lines: [],
  });
  const head = [texts.rule, texts.severity, texts.status, texts.about, texts.owner, texts.openedAt, texts.count];
  const rows = items.map((item) => [
    item.ruleName,
    nameIn(texts, item.severity),
    nameIn(texts, item.status),
    item.label,
    item.owner?.label ?? '–',
    formatMoment(language, item.openedAt, zone),
    formatCount(language, item.count),
  ]);
  return [
    { type: 'tiles', tiles: (['critical', 'warning', 'info'] as const).map(tile) },
    ...(rows.length ? [table(head, rows, 6, of)] : []),
  ];
}

function followUps(voice: Voice, { figures, items, of }: Of<'follow_ups'>): LaidBlock[] {
  const { texts, language, zone } = voice;
  const head = [texts.about, texts.status, texts.owner, texts.openedAt, texts.dueAt];
  const rows = items.map((item) => [
    item.feedbackId,
    item.overdue ? `${nameIn(texts, item.status)} · ${nameIn(texts, 'overdue')}` : nameIn(texts, item.status),
    item.owner?.label ?? '–',
    formatMoment(language, item.openedAt, zone),
    formatMoment(language, item.dueAt, zone),
  ]);
  return [...tiles(voice, figures), ...(rows.length ? [table(head, rows, 5, of)] : [])];
}

function drivers(voice: Voice, section: Of<'drivers'>, unit: string): LaidBlock[] {
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

/** What a section shows, whatever prints it. */
export function blocksOf(voice: Voice, section: Section, units: Units): LaidBlock[] {
  const { texts } = voice;
  const unit = 'metric' in section ? (units.get(section.metric) ?? '') : '';
  const note = section.state === 'ok' ? [] : [{ type: 'note' as const, text: texts.states[section.state] }];
  // Of what is empty or may not be read there are no data; a total may still be there.
  if (section.state === 'forbidden' || section.state === 'error') return note;
  return [...note, ...dataOf(voice, section, unit)];
}

function dataOf(voice: Voice, section: Section, unit: string): LaidBlock[] {
  switch (section.kind) {
    case 'kpi_row':
      return [
        ...tiles(voice, section.figures),
        ...section.figures.flatMap(({ figure }) => {
          const chart = sharesOf(voice, figure);
          return chart ? charted(voice, chart) : [];
        }),
      ];
    case 'trend':
      return [
        ...tiles(voice, section.total ? [section.total] : []),
        ...(section.state === 'empty' ? [] : charted(voice, trendChart(voice, section, unit))),
      ];
    case 'breakdown':
      return section.rows.length ? breakdown(voice, section, unit) : tiles(voice, section.total ? [section.total] : []);
    case 'table':
      return section.state === 'empty' ? [] : metricTable(voice, section);
    case 'verbatims':
      return quotes(voice, section.items, section.of);
    case 'text':
      return [{ type: 'prose', blocks: section.blocks }];
    case 'funnel':
      return section.state === 'empty' ? [] : funnel(voice, section);
    case 'alerts':
      return alerts(voice, section);
    case 'follow_ups':
      return followUps(voice, section);
    case 'drivers':
      return section.groups.length ? drivers(voice, section, unit) : [];
    case 'goals':
      return section.items.length ? goalBlocks(voice, section) : [];
    case 'benchmark':
      return section.items.length ? benchmarkBlocks(voice, section) : [];
    case 'scorecard':
      return [
        ...tiles(voice, section.figures),
        ...(section.items.length ? [{ type: 'note' as const, text: voice.texts.newest }] : []),
        ...quotes(voice, section.items, section.items.length),
      ];
  }
}
