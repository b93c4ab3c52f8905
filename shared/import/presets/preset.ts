import type { Excluded, Kept } from '../../feedback/feedback.import.ts';
import type { PresetName, RowProblem } from '../import.schema.ts';
import type { NameColumns } from '../source/table.ts';
import { asText } from '../as-text.ts';
import type { CustomerTarget } from '../customer-targets.ts';
import type { Target } from '../targets.ts';

/** What a column becomes. */
export type Rule = {
  to: Target | CustomerTarget;
  metric?: 'csat' | 'nps' | 'ces' | 'rating' | 'custom';
  scaleMin?: number;
  scaleMax?: number;
  questionId?: string;
  /** Of `custom`: the name of the field; the column's own unless given. */
  field?: string;
};

export type Score = { metric: string; value: number; scaleMin: number; scaleMax: number; questionId?: string };

/** A row on its way to a record. */
export type Draft = {
  fields: Record<string, unknown>;
  scores: Score[];
  tags: string[];
  data: Record<string, unknown>;
  /** Fields that the company has defined itself. */
  custom: Record<string, unknown>;
  /** The whole body, where a row is a record of ours. */
  body?: Record<string, unknown>;
  /** Why it becomes no record, without being wrong. */
  skip?: string;
  kept?: Kept;
  excluded?: Excluded['reason'];
  problems: RowProblem[];
};

/** A row under the normalised names of its columns. */
export type Named = ReadonlyMap<string, unknown>;

export type Preset = {
  name: PresetName;
  description: string;
  headerRows: number;
  /** What a file cannot say, by the names of the request. */
  asks: readonly string[];
  /** What is mapped, by normalised names. */
  columns: ReadonlyMap<string, Rule>;
  /** Of columns whose names only have a form in common. */
  patterns?: readonly (readonly [RegExp, Rule])[];
  /** Normalised names that such a file has, all of them. */
  known: readonly string[];
  /** Of feedback that does not say its own. */
  source: string;
  type?: string;
  /** Of times that say none. */
  zone?: string;
  /** Goes before the id that a row says, so that ids of several sources do not meet. */
  idPrefix?: string;
  /** Cells that mean nothing was said. */
  unanswered?: readonly string[];
  nameColumns: NameColumns;
  /** What of a row no column says alone. */
  adjust?: (draft: Draft, named: Named) => void;
  /** Makes the whole draft where rows are records of ours. */
  direct?: (values: Record<string, unknown>, raw: unknown, keeps: boolean) => Draft;
};

/** A name of a column as it is compared: letters and digits of any script, without case and accents. */
export function normalised(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
  return plain === '' ? name.trim() : plain;
}

export const oneRow: NameColumns = ([row = []]) => row;

export const rules = (known: Record<string, Rule['to'] | Rule>): ReadonlyMap<string, Rule> =>
  new Map(
    Object.entries(known).map(([name, rule]) => [normalised(name), typeof rule === 'string' ? { to: rule } : rule]),
  );

export const textIn = (named: Named, name: string): string => asText(named.get(normalised(name))).trim();

export const emptyDraft = (): Draft => ({ fields: {}, scores: [], tags: [], data: {}, custom: {}, problems: [] });
