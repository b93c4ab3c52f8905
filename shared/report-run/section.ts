import { Problem } from '../http/problem.ts';
import { traceOf } from '../kernel/log.ts';
import { sectionFaults } from '../report/faults.ts';
import type { Section } from '../report/section.schema.ts';
import type { SnapshotSection } from '../report/snapshot-section.schema.ts';
import { benchmark, goals } from './aims-sections.ts';
import { figuresIn } from './figures-in.ts';
import { daysOf, type Frame } from './frame.ts';
import { alerts, followUps, funnel } from './lists-sections.ts';
import { breakdown, drivers, kpiRow, table, trend } from './numbers-sections.ts';
import { scorecard } from './scorecard.ts';
import { SectionFailed } from './section-failed.ts';
import type { Data, Kind } from './snapshot-types.ts';
import { text } from './text-section.ts';
import { TooSlow } from './time-limit.ts';
import { verbatims } from './verbatims.ts';

const computing = {
  kpi_row: kpiRow,
  trend,
  breakdown,
  table,
  verbatims,
  text,
  funnel,
  alerts,
  follow_ups: followUps,
  drivers,
  goals,
  benchmark,
  scorecard,
} as const satisfies {
  [K in Section['kind']]: (frame: Frame, section: Extract<Section, { kind: K }>) => Promise<Data<K>>;
};

/** What a section is without its data: nothing was found, nothing may be read, or it failed. */
const blanks: { [K in Kind]: (section: Extract<Section, { kind: K }>) => Data<K> } = {
  kpi_row: () => ({ figures: [] }),
  trend: ({ metric, grain }) => ({ metric, grain, series: [] }),
  breakdown: ({ metric, by, order }) => ({ metric, by, order, rows: [], of: 0 }),
  table: ({ by, metrics }) => ({ by, metrics, total: [], rows: [], of: 0 }),
  verbatims: ({ order }) => ({ order, items: [], of: 0 }),
  text: () => ({ blocks: [] }),
  funnel: () => ({ steps: [], figures: [] }),
  alerts: () => ({ counts: { critical: 0, warning: 0, info: 0 }, items: [], of: 0 }),
  follow_ups: () => ({ figures: [], items: [], of: 0 }),
  drivers: ({ metric, by }) => ({ metric, by, delta: null, groups: [] }),
  goals: () => ({ items: [], of: 0 }),
  benchmark: () => ({ items: [], of: 0 }),
  scorecard: ({ agentId = '' }) => ({ agent: { key: agentId, label: agentId }, figures: [], items: [] }),
};

/** Whether a defect of ours ends everything, or only the section that it is in. */
export type OnDefect = 'throw' | 'tell';

/**
 * Computes one section, whatever comes of it: one that its reader may not read is `forbidden`, one that cannot be computed
 * `error`. Its comparisons are told by the family of its frame, and its state by {@link settled} afterwards.
 */
export async function computed(frame: Frame, section: Section, onDefect: OnDefect): Promise<SnapshotSection> {
  const { kind, sectionId, title, width, override } = section;
  const period = override?.period === undefined ? undefined : daysOf(frame, override.period);
  const head = {
    kind,
    sectionId,
    ...(title !== undefined && { title }),
    width,
    ...(period && { period: { ...period.range, ...(period.named !== undefined && { named: period.named }) } }),
  };
  const shown = (state: SnapshotSection['state'], data: object, reason?: string): SnapshotSection =>
    ({ ...head, state, ...(reason !== undefined && { reason }), ...data }) as SnapshotSection;
  const blank = () => (blanks[kind] as (one: Section) => object)(section);
  try {
    const asked = { ...frame.asked, burst: frame.burst?.by ?? ('none' as const) };
    const [fault] = sectionFaults(asked, [section]);
    if (fault) return shown('error', blank(), fault.message);
    const work = (computing[kind] as (of: Frame, one: Section) => Promise<object>)(frame, section);
    return shown('ok', await frame.limit.within(work));
  } catch (error) {
    if (error instanceof Problem && error.code === 'forbidden') return shown('forbidden', blank());
    if (error instanceof Problem && error.status < 500) return shown('error', blank(), detailOf(error));
    if (onDefect === 'throw') throw new SectionFailed(sectionId, error);
    frame.ctx.log.error('a section failed', { company: frame.ctx.companyId, kind, ...traceOf(error) });
    return shown('error', blank(), error instanceof TooSlow ? `It ${error.message}.` : 'It could not be computed.');
  }
}

const detailOf = ({ errors, message }: Problem): string => errors?.map(({ detail }) => detail).join('; ') ?? message;

const LEAST_N = 10;

/** A section with the state that its data have; only after its comparisons were told. */
export function settled(section: SnapshotSection): SnapshotSection {
  if (section.state !== 'ok') return section;
  if (section.kind === 'text') return section;
  const lines = linesOf(section);
  const shown = figuresIn(section).filter(({ value }) => value !== null);
  if (shown.length === 0 && lines === 0) return { ...section, state: 'empty' };
  const few = shown.length > 0 && lines === 0 && shown.every(({ n }) => n < LEAST_N);
  return few ? { ...section, state: 'too_few' } : section;
}

/** What a section lists that is no number. */
function linesOf(section: SnapshotSection): number {
  switch (section.kind) {
    case 'verbatims':
    case 'alerts':
    case 'goals':
    case 'benchmark':
    case 'follow_ups':
      return section.items.length;
    case 'funnel':
      return section.steps.filter(({ n }) => n > 0).length;
    default:
      return 0;
  }
}
