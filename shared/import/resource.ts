import type { Context } from '../kernel/context.ts';
import type { Planned, Undone } from '../kernel/imported.ts';
import type { RowPlan } from './draft.ts';
import type { RowProblem } from './import.schema.ts';
import type { ImportInput } from './place.schema.ts';
import type { Preset } from './presets/preset.ts';
import type { Row } from './source/table.ts';

/**
 * What a row becomes: what is to be written and what it is known by, nothing for a reason, or problems. `at` is when the
 * record was made elsewhere, which its id carries.
 */
export type BuiltRow =
  | { input: object; kept?: object | undefined; identity: string; at: Date }
  | { skip: string }
  | { problems: RowProblem[] };

/** A row that is to become a record, or to bring one up to date. Where it is new it gets `recordId`, each time the same. */
export type IncomingRow = { line: number; recordId: string; input: object; kept?: object | undefined };
export type PlannedRow = { incoming: IncomingRow; planned: Planned };

/** How a job writes: `request` begins the ids of the requests under which records are written. */
export type ImportHow = Pick<ImportInput, 'by' | 'analysis' | 'restore' | 'announce' | 'upsertBy'> & {
  request: string;
};
type UndoHow = Pick<ImportHow, 'by' | 'request'> & { force: boolean };

/** A kind of record that files are imported into. What it is given is what it has built itself. */
export type ImportResource = {
  /** Kind of the ids of its records. */
  kind: 'feedback' | 'customer';
  /** Where its files may come from, by the names of presets. */
  presets: Readonly<Record<string, Preset>>;
  /** Fields that a column may become. */
  targets: readonly string[];
  /** Fields that are dates: whether day or month is first is looked for in the whole file. */
  dates: ReadonlySet<string>;
  /** Makes a record of a row, or says all that is wrong with it. */
  build: (plan: RowPlan, row: Row) => BuiltRow;
  /** What was built as a preview shows it; the whole of it by default. */
  shownOf?: (input: object) => Record<string, unknown>;
  /** What else the company forbids of what was built, such as a field that its settings do not know. */
  check?: (ctx: Context) => Promise<(input: object) => RowProblem[]>;
  /** Says what is to become of rows by what is there now. Reads only. */
  plan: (ctx: Context, rows: readonly IncomingRow[], how: ImportHow) => Promise<Planned[]>;
  /** Does what was planned; done twice it comes to the same. Returns what became of rows otherwise than planned, by line. */
  write: (ctx: Context, rows: readonly PlannedRow[], how: ImportHow) => Promise<ReadonlyMap<number, Planned>>;
  /** Takes back what was done with rows, in their order; done twice it comes to the same. */
  undo: (ctx: Context, rows: readonly PlannedRow[], how: UndoHow) => Promise<Undone[]>;
};
