import { asText } from './as-text.ts';
import { type DateOrder, readDate } from './dates.ts';
import type { ImportOptions, Mapped, RowProblem } from './import.schema.ts';
import { type Draft, emptyDraft, normalised, type Preset, type Rule } from './presets/preset.ts';
import type { Row } from './source/table.ts';

export type RowPlan = {
  preset: Preset;
  options: Pick<ImportOptions, 'mapping' | 'zone' | 'dateOrder' | 'source' | 'analysis'>;
  /** Which number of dates like 3/4/2026 is the day, as the file itself shows. */
  shownOrder?: DateOrder | undefined;
  now: Date;
};

/** What a column of a file becomes, by the mapping, or by what the preset knows of its name. */
export function ruleOf(preset: Preset, mapping: readonly Mapped[], column: string): Rule {
  const mapped = mapping.find((one) => one.column === column);
  if (mapped) return mapped as Rule;
  const known = preset.columns.get(normalised(column)) ?? preset.patterns?.find(([form]) => form.test(column))?.[1];
  return known ?? { to: 'data' };
}

/** A row as its columns say, before anything of it is checked. */
export function draftOf(plan: RowPlan, row: Row): Draft {
  const { preset, options } = plan;
  if (preset.direct) {
    try {
      return preset.direct(row.values, row.raw, options.analysis === 'keep');
    } catch {
      return { ...emptyDraft(), problems: [{ code: 'broken_json', message: 'holds a cell that is no JSON' }] };
    }
  }
  const draft = emptyDraft();
  const named = new Map<string, unknown>();
  for (const [column, value] of Object.entries(row.values)) {
    named.set(normalised(column), value);
    if (isBlank(value, preset)) continue;
    place(draft, plan, column, value);
  }
  preset.adjust?.(draft, named);
  return draft;
}

const isBlank = (value: unknown, { unanswered = [] }: Preset): boolean =>
  value === null ||
  value === undefined ||
  (typeof value === 'string' && (value.trim() === '' || unanswered.includes(value.trim())));

function place(draft: Draft, { preset, options }: RowPlan, column: string, value: unknown): void {
  const rule = ruleOf(preset, options.mapping, column);
  if (rule.to === 'ignore') return;
  if (rule.to === 'data') draft.data[column] = value;
  else if (rule.to === 'custom') draft.custom[rule.field ?? column] = value;
  else if (rule.to === 'tags') draft.tags.push(...tagsIn(value));
  else if (rule.to === 'score') placeScore(draft, rule, column, value);
  else draft.fields[rule.to] = typeof value === 'string' ? value.trim() : value;
}

const tagsIn = (value: unknown): string[] =>
  (Array.isArray(value) ? value.map(asText) : asText(value).split(/[,;|]/)).map((tag) => tag.trim()).filter(Boolean);

function placeScore(
  draft: Draft,
  { metric = 'custom', scaleMin = NaN, scaleMax = NaN, questionId }: Rule,
  column: string,
  value: unknown,
): void {
  const text = asText(value).trim().replace(',', '.');
  if (!/^-?\d{1,6}(?:\.\d+)?$/.test(text))
    return void draft.problems.push({
      column,
      code: 'not_a_number',
      message: 'is no number',
      value: text.slice(0, 80),
    });
  draft.scores.push({
    metric,
    value: Number(text),
    scaleMin,
    scaleMax,
    ...(questionId !== undefined && { questionId }),
  });
}

const AHEAD_MS = 5 * 60_000;

/** Reads a field as an instant in the past, and notes why it is none. What cannot be read is told once: the field is gone. */
export function readInto(
  fields: Record<string, unknown>,
  name: string,
  { preset, options, shownOrder, now }: RowPlan,
  problems: RowProblem[],
): void {
  const value = fields[name];
  if (value === undefined) return;
  const read = readDate(value, { zone: preset.zone ?? options.zone, order: shownOrder ?? options.dateOrder });
  const told = { column: name, value: asText(value).slice(0, 80) };
  if ('code' in read) problems.push({ ...told, code: read.code, message: read.message });
  else if (Date.parse(read.at) > now.getTime() + AHEAD_MS)
    problems.push({ ...told, code: 'date_in_future', message: 'must not lie in the future' });
  fields[name] = 'at' in read ? read.at : undefined;
}

/** A text as a flag, in five languages; any other text as it is. */
export const flagIn = (text: unknown): unknown =>
  /^(?:true|yes|y|1|ja|oui|sí|si)$/i.test(asText(text))
    ? true
    : /^(?:false|no|n|0|nein|non)$/i.test(asText(text))
      ? false
      : text;

type Issue = { path: PropertyKey[]; message: string };

/** What a schema says against a record, with the value where that may be repeated in a report. */
export function refusal({ path, message }: Issue, record: Record<string, unknown>, isShown: boolean): RowProblem {
  const value = path.reduce<unknown>((at, name) => (at as Record<PropertyKey, unknown> | undefined)?.[name], record);
  return {
    column: path.map(String).join('.'),
    code: 'value_invalid',
    message,
    ...(isShown && typeof value === 'string' && { value: value.slice(0, 80) }),
  };
}
