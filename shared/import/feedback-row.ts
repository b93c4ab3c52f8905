import { Analysis } from '../analysis/analysis.schema.ts';
import type { Kept } from '../feedback/feedback.import.ts';
import { ContactRequest, Exclusion } from '../feedback/feedback.parts.schema.ts';
import { SubmitFeedback } from '../feedback/feedback.requests.schema.ts';
import { fingerprint } from '../kernel/ids.ts';
import { asText } from './as-text.ts';
import { draftOf, flagIn, readInto, refusal, type RowPlan } from './draft.ts';
import type { RowProblem } from './import.schema.ts';
import type { Draft, Preset } from './presets/preset.ts';
import type { Row } from './source/table.ts';
import { dates, flags, numbers } from './targets.ts';

/** What a row becomes: a record, nothing for a reason, or problems. */
export type Built =
  | { input: SubmitFeedback & { externalId: string; occurredAt: string }; kept?: Kept; identity: string }
  | { skip: string }
  | { problems: RowProblem[] };

/** Makes a record of a row, or says why not: all that is wrong with it, each with its column. */
export function buildRow(plan: RowPlan, row: Row): Built {
  if (row.fault) return { problems: [{ code: row.fault.code, message: row.fault.detail }] };
  const draft = draftOf(plan, row);
  if ('problems' in draft && draft.skip !== undefined) return { skip: draft.skip };
  return finished(plan, draft);
}

function finished(plan: RowPlan, draft: Draft): Built {
  const { preset, options, now } = plan;
  const problems = [...draft.problems];
  for (const { metric, value, scaleMin, scaleMax } of draft.scores) {
    if (Number.isNaN(scaleMin))
      problems.push({
        code: 'scale_unknown',
        message: `says no scale for ${metric}; give scaleMin and scaleMax in \`mapping\``,
        value: String(value),
      });
    else if (value < scaleMin || value > scaleMax)
      problems.push({
        code: 'off_scale',
        message: `must lie within ${scaleMin} and ${scaleMax}`,
        value: String(value),
      });
  }
  const fields = { ...draft.fields };
  for (const name of dates) readInto(fields, name, plan, problems);
  for (const name of numbers) if (typeof fields[name] === 'string') fields[name] = Number(fields[name]);
  for (const name of flags) if (typeof fields[name] === 'string') fields[name] = flagIn(fields[name]);
  const occurredAt = fields['occurredAt'] ?? now.toISOString();
  const identity = fields['externalId'] ?? identityOf(preset, { ...fields, occurredAt: fields['occurredAt'] }, draft);
  const record = {
    ...nested(fields),
    source: fields['source'] ?? options.source ?? preset.source,
    ...(fields['type'] === undefined && preset.type !== undefined && { type: preset.type }),
    externalId: fields['externalId'] === undefined ? identity : `${preset.idPrefix ?? ''}${asText(identity)}`,
    occurredAt,
    ...(draft.scores.length > 0 && { scores: draft.scores }),
    ...(draft.tags.length > 0 && { tags: [...new Set(draft.tags)] }),
    ...(Object.keys(draft.data).length > 0 && { data: draft.data }),
  };
  const parsed = SubmitFeedback.safeParse(record);
  if (!parsed.success) problems.push(...refusalsOf(parsed.error.issues, problems, record));
  const kept = keptOf(draft, plan);
  if (kept === undefined)
    problems.push({ code: 'value_invalid', message: 'holds an analysis, exclusion or request that is not valid' });
  if (!parsed.success || problems.length > 0 || kept === undefined) return { problems };
  const input = parsed.data as SubmitFeedback & { externalId: string; occurredAt: string };
  return { input, kept, identity: fingerprint(`${input.source}/${input.externalId}`) };
}

/** A file without ids: what a row says is what it is. */
const identityOf = ({ name }: Preset, fields: Record<string, unknown>, { scores, data }: Draft): string =>
  `row:${fingerprint(JSON.stringify([name, fields['occurredAt'], fields['customerId'], fields['contact.email'], fields['contact.name'], scores, fields['subject'], fields['comments'], fields['context'], data]))}`;

function nested(fields: Record<string, unknown>): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    const [outer = '', inner] = name.split('.');
    if (inner === undefined) record[outer] = idLike(outer, value);
    else record[outer] = { ...(record[outer] as object | undefined), [inner]: idLike(inner, value) };
  }
  return record;
}

/** Spreadsheets and JSON write ids, names and texts that look like numbers as numbers. */
const idLike = (name: string, value: unknown): unknown =>
  typeof value === 'number' && name !== 'resolutionMinutes' ? String(value) : value;

type Issue = Parameters<typeof refusal>[0];
function refusalsOf(
  issues: readonly Issue[],
  told: readonly RowProblem[],
  record: Record<string, unknown>,
): RowProblem[] {
  return issues.flatMap((issue) => {
    const [field = ''] = issue.path.map(String);
    // A score off its scale, or without one, has been told already.
    if (field === 'scores' && told.some(({ code }) => code === 'scale_unknown' || code === 'off_scale')) return [];
    return [refusal(issue, record, !verbatims.has(field))];
  });
}

/** What people have written, and how they are reached, is not repeated in reports. */
const verbatims: ReadonlySet<string> = new Set(['subject', 'comments', 'context', 'contact', 'data']);

function keptOf({ kept = {}, excluded }: Draft, { now, options }: RowPlan): Kept | undefined {
  const exclusion = excluded ? { reason: excluded, by: 'import', at: now.toISOString() } : kept.excluded;
  const analysis = options.analysis === 'keep' && kept.analysis?.status !== 'pending' ? kept.analysis : undefined;
  const read = {
    ...(exclusion && { excluded: Exclusion.safeParse(exclusion) }),
    ...(analysis && { analysis: Analysis.safeParse(analysis) }),
    ...(kept.contactRequest && { contactRequest: ContactRequest.safeParse(kept.contactRequest) }),
  };
  if (Object.values(read).some(({ success }) => !success)) return undefined;
  const values = Object.fromEntries(Object.entries(read).map(([name, { data }]) => [name, data])) as Kept;
  return values.analysis?.evidence
    ? { ...values, analysis: { ...values.analysis, evidence: bare(values.analysis) } }
    : values;
}

/** What stands at a place of a text is added when a record is shown, never stored. */
const bare = ({ evidence = [] }: Analysis) =>
  evidence.map(({ term: _, ...one }) => (one.start === undefined && _ !== undefined ? { ...one, term: _ } : one));
