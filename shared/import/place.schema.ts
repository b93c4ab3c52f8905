import * as z from 'zod';
import { Actor } from '../fields/actor.schema.ts';
import { ImportOptions, ImportReport, ImportResourceName, PresetName, UploadId, UpsertBy } from './import.schema.ts';

/** What an import job is given. */
export const ImportInput = ImportOptions.extend({
  preset: PresetName,
  uploadId: UploadId,
  resource: ImportResourceName,
  upsertBy: UpsertBy,
  dryRun: z.boolean(),
  by: Actor,
  /** What a row without a date gets, and what its exclusion says. */
  startedAt: z.iso.datetime(),
});
export type ImportInput = z.output<typeof ImportInput>;

/**
 * How far an import is. `read` cuts the file into chunks of rows, `map` makes records of them, `sort` finds rows that a
 * later one replaces; what `apply` and `undo` do begins at row `at` of chunk `chunk`.
 */
export const ImportPlace = z.object({
  phase: z.enum(['map', 'sort', 'staged', 'apply', 'undo', 'ended']),
  chunk: z.int(),
  at: z.int().default(0),
  chunks: z.int(),
  isTable: z.boolean(),
  shownOrder: z.enum(['dmy', 'mdy']).optional(),
  report: ImportReport,
  /** Undo also what was changed since. */
  force: z.boolean().optional(),
  undoBy: Actor.optional(),
});
export type ImportPlace = z.output<typeof ImportPlace>;

export const emptyReport = (warnings: string[]): ImportReport => ({
  rows: 0,
  valid: 0,
  superseded: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  skipped: {},
  failed: {},
  warnings,
  hasErrors: false,
});
