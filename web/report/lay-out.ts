import type { Snapshot } from '../../shared/report/snapshot.schema.ts';
import { formatDays, formatCount, formatMoment, verdictOf } from '../chart/format.ts';
import { say } from '../survey/texts/texts.ts';
import { type Compared, linesOf, nOf, tileOf, valueOf, type Voice } from './figures.ts';
import type { Laid, LaidSection } from './laid.ts';
import { blocksOf, type Units } from './sections.ts';
import { fitsHalf, sideBySide } from './side-by-side.ts';
import { groupingIn, metricIn, nameIn, reportTexts } from './texts/texts.ts';

type Section = Snapshot['sections'][number];

/** Chooses the words and writes the numbers of a run, once for all who print it. */
export function layOut(snapshot: Snapshot): Laid {
  const { run, company, language, period, filters, sections, formulas, excluded } = snapshot;
  const texts = reportTexts(language);
  const voice: Voice = { language, texts, zone: company.zone };
  const units = new Map<string, string>(formulas.map(({ metric, unit }) => [metric, unit]));
  const at = (instant: string) => formatMoment(language, instant, company.zone);
  const mark =
    run.trigger === 'test'
      ? texts.testMark
      : run.trigger === 'preview'
        ? texts.previewMark
        : run.late && texts.lateMark;
  const compared = comparedOf(sections);
  const limited = filters.map(
    ({ by, keys }) => `${groupingIn(texts, by)}: ${keys.map(({ label }) => label).join(', ')}`,
  );
  return {
    title: run.title,
    mark,
    period: formatDays(language, period.from, period.to),
    headline: compared[0] && headlineOf(voice, compared[0]),
    warnings: [
      ...(run.late ? [say(texts.late, { due: at(run.late.dueAt), sent: at(run.late.startedAt) })] : []),
      ...(run.trigger === 'preview' ? [texts.previewMark] : run.trigger === 'test' ? [texts.testMark] : []),
      ...(run.mixed ? [texts.mixedNote] : []),
    ],
    facts: [
      ...(run.burst ? [say(texts.of, { who: run.burst.label })] : []),
      ...(limited.length ? [`${texts.filters}: ${limited.join('; ')}`] : []),
      say(texts.asOf, { time: at(run.asOf) }),
    ],
    changes: changesOf(voice, compared),
    sections: sideBySide(sections.map((section) => laidOf(voice, section, units))).flat(),
    excluded: excluded.map(({ metric, reasons }) => ({
      metric: metricIn(texts, metric),
      reasons: Object.entries(reasons)
        .map(([reason, n]) => `${nameIn(texts, reason)} ${formatCount(language, n)}`)
        .join(', '),
    })),
    formulas: formulas.map(({ metric, formula, formulaVersion, citation }) => ({
      metric: metricIn(texts, metric),
      formula: formulaVersion > 1 ? `${formula} (v${formulaVersion})` : formula,
      source: citation,
    })),
  };
}

/** A section as it is printed: beside another one only where all of it can be read there. */
function laidOf(voice: Voice, section: Section, units: Units): LaidSection {
  const { sectionId, period, width } = section;
  const days = period && `${voice.texts.period}: ${formatDays(voice.language, period.from, period.to)}`;
  const blocks = [...(days ? [{ type: 'note' as const, text: days }] : []), ...blocksOf(voice, section, units)];
  return { sectionId, title: titleOf(voice, section), width: fitsHalf(blocks) ? width : 'full', blocks };
}

function titleOf({ texts }: Voice, section: Section): string {
  if (section.title) return section.title;
  return say(texts.kinds[section.kind], {
    metric: 'metric' in section ? metricIn(texts, section.metric) : '',
    by: 'by' in section && section.by ? groupingIn(texts, section.by) : '',
    agent: section.kind === 'scorecard' ? section.agent.label : '',
  });
}

/** The figures that a report is about, in their order. */
const comparedOf = (sections: readonly Section[]): Compared[] =>
  sections.flatMap((section) => {
    if (section.state === 'forbidden' || section.state === 'error') return [];
    if (section.kind === 'kpi_row' || section.kind === 'scorecard') return section.figures;
    return section.kind === 'trend' && section.total ? [section.total] : [];
  });

/** E.g. `Response rate 42% (n 612), better`. */
function headlineOf(voice: Voice, { figure, previous }: Compared): string {
  const verdict = previous?.verdict
    ? `${voice.language === 'ar' ? '،' : ','} ${verdictOf(voice.language, previous)}`
    : '';
  return `${metricIn(voice.texts, figure.metric)} ${valueOf(voice, figure)} (${nOf(voice, figure.n)})${verdict}`;
}

/** At most three figures that clearly changed. */
function changesOf(voice: Voice, compared: readonly Compared[]): string[] {
  const clear = (comparison: Compared['previous']) =>
    comparison?.verdict && comparison.verdict !== 'no_clear_change' ? comparison : undefined;
  const lines = compared.flatMap(({ figure, previous, lastYear }) => {
    const told = linesOf(voice, {
      figure,
      ...(clear(previous) && { previous }),
      ...(clear(lastYear) && { lastYear }),
    });
    return told.map(({ label, text }) => `${tileOf(voice, { figure }).name} – ${label}: ${text}`);
  });
  return [...new Set(lines)].slice(0, 3);
}
