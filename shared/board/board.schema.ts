import * as z from 'zod';
import { idSchema, OuterId } from '../fields/ids.schema.ts';
import { editOf, record } from '../fields/record.schema.ts';
import { line } from '../fields/text.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { Day } from '../metrics/metrics.schema.ts';
import { PeriodText, ReportFilters, Section } from '../report/section.schema.ts';
import { keyed } from '../report/snapshot-parts.schema.ts';
import { SnapshotSection } from '../report/snapshot-section.schema.ts';
import { Snapshot } from '../report/snapshot.schema.ts';
import { SurveyLanguage } from '../survey-template/localized.schema.ts';

export const BoardId = idSchema('board');
export const MOST_TILES = 24;

const distinct = (names: readonly string[]): boolean => new Set(names).size === names.length;

const fields = {
  title: line(120).meta({ description: 'Plain text.', example: 'Support this week' }),
  sharing: z.enum(['private', 'company', 'roles']).default('private').meta({
    description:
      'Who may open it beside its owner and admins: nobody, everybody, or who has one of `roles`. Each sees what they may read themselves.',
  }),
  roles: z
    .array(OuterId)
    .max(20)
    .refine(distinct, 'must not name a role twice')
    .default([])
    .meta({ description: 'For `sharing: roles` alone.', example: ['manager'], uniqueItems: true }),
  preset: PeriodText.default('last_28_days'),
  compare: z.enum(['none', 'previous', 'lastYear', 'both']).default('previous'),
  filters: ReportFilters.default({}),
  tiles: z
    .array(Section)
    .max(MOST_TILES)
    .refine((all) => distinct(all.map(({ sectionId }) => sectionId)), 'must not use a sectionId twice')
    .default([])
    .meta({ description: 'Sections as those of a report, in their order.' }),
};

/** What somebody wants to see together: tiles over one period, one comparison and one set of filters. */
export const Board = record('Board', {
  boardId: BoardId,
  ownerId: OuterId.meta({ description: 'Who made it. They and admins change it; others copy it.' }),
  ...fields,
});
export type Board = z.output<typeof Board>;

export const CreateBoard = z.strictObject(fields).meta({ id: 'CreateBoard' });
export type CreateBoard = z.output<typeof CreateBoard>;
export const EditBoard = editOf('EditBoard', fields);

export const BoardFilter = z.strictObject({ ownerId: OuterId.optional() });
export type BoardFilter = z.output<typeof BoardFilter>;

export const BoardQuery = z.strictObject({
  preset: PeriodText.optional().meta({ description: 'Instead of the board’s own period.' }),
  from: Day.optional().meta({ description: 'With `to`, instead of `preset`.' }),
  to: Day.optional(),
  language: SurveyLanguage.default('en').meta({ description: 'Of what is filled into texts.' }),
});
export type BoardQuery = z.output<typeof BoardQuery>;

/** All tiles of a board as whoever asks may see them. */
export const BoardData = Snapshot.pick({ period: true, filters: true, formulas: true, excluded: true })
  .extend({
    boardId: BoardId,
    version: z.int().min(1),
    asOf: instant.meta({ description: 'All figures are of this time.' }),
    mixed: z
      .literal(true)
      .optional()
      .meta({ description: 'Counters moved while they were read, three times; figures may differ by seconds.' }),
    own: z
      .object(keyed)
      .optional()
      .meta({ description: 'Whose numbers all figures are, where the caller reads their own alone.' }),
    tiles: z
      .array(SnapshotSection)
      .meta({ description: 'In their order, each with its own state: one that fails leaves the others as they are.' }),
  })
  .meta({ id: 'BoardData' });
export type BoardData = z.output<typeof BoardData>;
