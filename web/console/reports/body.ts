import type { CreateReport, Report } from '../../../shared/report/report.schema.ts';
import { merge } from '../api/merge.ts';

const names = [
  'title',
  'ownerId',
  'language',
  'paper',
  'period',
  'compare',
  'filters',
  'sections',
  'recipients',
  'formats',
  'schedule',
  'sendWhen',
  'burst',
  'catchUp',
  'retentionDays',
] as const satisfies readonly (keyof CreateReport)[];
export type BodyField = (typeof names)[number] | 'status';

/** What of a report is written by people; a paused one stays paused when it is saved. */
export function bodyOf(report: Report): CreateReport {
  const fields = names.flatMap((name) => (report[name] === undefined ? [] : [[name, report[name]]]));
  return { ...Object.fromEntries(fields), status: report.status === 'draft' ? 'draft' : 'active' } as CreateReport;
}

const asText = (body: CreateReport): Record<string, string> =>
  Object.fromEntries(
    [...names, 'status' as const].flatMap((name) => (body[name] === undefined ? [] : [[name, textOf(body[name])]])),
  );

/** Fields of what is inside in one order, so that equal content is equal text. */
export const textOf = (value: unknown): string => JSON.stringify(value, sorted);
const sorted = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value;

export const isSame = (one: CreateReport, other: CreateReport): boolean =>
  JSON.stringify(asText(one)) === JSON.stringify(asText(other));

/** Two people have saved: what only one has changed is taken from both; `clash` are fields that both have. */
export function mergeBodies(
  base: CreateReport,
  mine: CreateReport,
  theirs: CreateReport,
): { merged: CreateReport; clash: BodyField[] } {
  const { merged, clash } = merge(asText(base), asText(mine), asText(theirs));
  const body = Object.fromEntries(
    Object.entries(merged).flatMap(([name, text]) => (text === undefined ? [] : [[name, JSON.parse(text) as unknown]])),
  );
  return { merged: body as CreateReport, clash: clash as BodyField[] };
}

/** Takes the named fields from another body. */
export const takeFrom = (body: CreateReport, other: CreateReport, fields: readonly BodyField[]): CreateReport => {
  const rest = Object.fromEntries(Object.entries(body).filter(([name]) => !fields.includes(name as BodyField)));
  const taken = fields.flatMap((name) => (other[name] === undefined ? [] : [[name, other[name]]]));
  return { ...rest, ...Object.fromEntries(taken) } as CreateReport;
};

export const filled = (filters: CreateReport['filters']): CreateReport['filters'] =>
  Object.fromEntries(Object.entries(filters).filter(([, key]) => key !== ''));

/** What a block has of its own; a filter of nothing would be all feedback, and not that of the report. */
function ownOf(override: Override): { override?: Override } {
  const { filters, ...rest } = override;
  const chosen = filled(filters ?? {});
  const own = { ...rest, ...(Object.keys(chosen).length > 0 && { filters: chosen }) };
  return Object.keys(own).length > 0 ? { override: own } : {};
}
type Override = NonNullable<CreateReport['sections'][number]['override']>;

/** As it is sent: a filter whose value is not chosen yet, and an empty title of a block, are none. */
export const readyOf = (body: CreateReport): CreateReport => ({
  ...body,
  title: body.title.trim(),
  filters: filled(body.filters),
  sections: readySections(body.sections),
});
export const readySections = (sections: CreateReport['sections']): CreateReport['sections'] =>
  sections.map(({ title, override, ...section }) => ({
    ...section,
    ...(title?.trim() && { title: title.trim() }),
    ...(override && ownOf(override)),
  })) as CreateReport['sections'];
