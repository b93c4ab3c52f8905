import type { Section } from '../../../shared/report/section.schema.ts';

export const kinds = [
  'kpi_row',
  'trend',
  'breakdown',
  'table',
  'drivers',
  'verbatims',
  'text',
  'funnel',
  'alerts',
  'follow_ups',
  'goals',
  'benchmark',
  'scorecard',
] as const satisfies readonly Section['kind'][];
export type Kind = Section['kind'];

/** An id that no section has yet: the kind, with a number where it is taken. */
export function freeId(sections: readonly Section[], wanted: string): string {
  const base = wanted.replaceAll('_', '-').slice(0, 32);
  const taken = new Set(sections.map(({ sectionId }) => sectionId));
  if (!taken.has(base)) return base;
  let number = 2;
  while (taken.has(`${base}-${number}`)) number += 1;
  return `${base}-${number}`;
}

/** A new section that can be computed as it is, except what only its author can say. */
export function newSection(kind: Kind, sections: readonly Section[], text: string): Section {
  const common = { sectionId: freeId(sections, kind), width: 'full' } as const;
  switch (kind) {
    case 'kpi_row':
      return { kind, ...common, metrics: ['nps', 'csat_pct', 'response_rate', 'volume'] };
    case 'trend':
      return { kind, ...common, metric: 'csat_avg', grain: 'week', override: { period: 'last_12_weeks' } };
    case 'breakdown':
      return { kind, ...common, metric: 'csat_avg', by: 'team', top: 10, order: 'n' };
    case 'table':
      return { kind, ...common, metrics: ['csat_avg', 'nps', 'volume'], by: 'team', top: 20 };
    case 'drivers':
      return { kind, ...common, metric: 'csat_avg', by: 'category' };
    case 'verbatims':
      return { kind, ...common, count: 5, order: 'newest' };
    case 'text':
      return { kind, ...common, markdown: text };
    case 'alerts':
      return { kind, ...common, minSeverity: 'warning', state: 'open' };
    case 'follow_ups':
      return { kind, ...common, overdue: false };
    case 'benchmark':
      return { kind, ...common, metrics: ['nps', 'csat_pct'] };
    case 'funnel':
    case 'goals':
    case 'scorecard':
      return { kind, ...common };
  }
}

export const insert = (sections: readonly Section[], at: number, section: Section): Section[] =>
  sections.toSpliced(Math.max(0, Math.min(at, sections.length)), 0, section);

/** Puts a section before or after another one; one that is put beside itself stays. */
export function moveBeside(
  sections: readonly Section[],
  moved: string,
  target: string,
  where: 'before' | 'after',
): Section[] {
  const section = sections.find(({ sectionId }) => sectionId === moved);
  if (section === undefined || moved === target) return [...sections];
  const rest = sections.filter((one) => one !== section);
  const at = rest.findIndex(({ sectionId }) => sectionId === target);
  return at < 0 ? [...sections] : insert(rest, where === 'after' ? at + 1 : at, section);
}

/** One step up (−1) or down (1). */
export function moveBy(sections: readonly Section[], moved: string, step: -1 | 1): Section[] {
  const at = sections.findIndex(({ sectionId }) => sectionId === moved);
  const target = sections[at + step];
  return at < 0 || target === undefined
    ? [...sections]
    : moveBeside(sections, moved, target.sectionId, step < 0 ? 'before' : 'after');
}

/** A copy right after the original, with an id of its own. */
export function duplicate(sections: readonly Section[], original: string): { sections: Section[]; copy?: string } {
  const at = sections.findIndex(({ sectionId }) => sectionId === original);
  const section = sections[at];
  if (section === undefined) return { sections: [...sections] };
  const copy = { ...section, sectionId: freeId(sections, section.sectionId.replace(/-\d+$/, '')) };
  return { sections: insert(sections, at + 1, copy), copy: copy.sectionId };
}

/** What was taken away stands at its place again, under another id where a copy has taken its own meanwhile. */
export function restored(
  sections: readonly Section[],
  at: number,
  gone: Section,
): { sections: Section[]; back: string } {
  const isTaken = sections.some(({ sectionId }) => sectionId === gone.sectionId);
  const back = isTaken ? freeId(sections, gone.sectionId.replace(/-\d+$/, '')) : gone.sectionId;
  return { sections: insert(sections, at, { ...gone, sectionId: back }), back };
}
