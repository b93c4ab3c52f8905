import * as z from 'zod';
import { idSchema } from '../fields/ids.schema.ts';
import { storableNumber } from '../fields/number.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { Job, JobId } from '../job/job.schema.ts';
import { isTimeZone } from '../kernel/calendar.ts';
import { customerTargets } from './customer-targets.ts';
import { targets } from './targets.ts';

export const presetNames = [
  'csv',
  'ndjson',
  'heed',
  'delighted',
  'qualtrics',
  'surveymonkey',
  'typeform',
  'zendesk',
  'hubspot',
  'salesforce',
] as const;
export const PresetName = z.enum(presetNames).meta({
  id: 'ImportPreset',
  description:
    'Where the file comes from. `csv` and `ndjson` know nothing about columns; `heed` takes what an export has written.',
  example: 'csv',
});
export type PresetName = z.output<typeof PresetName>;

const column = z.string().min(1).max(1_000);
const bound = z.int().min(-100).max(100);

/** What is said of scores alone. */
const ofScore = ['metric', 'scaleMin', 'scaleMax', 'questionId'] as const;

const Mapped = z
  .strictObject({
    column: column.meta({ description: 'Name of the column, as the preview tells it.', example: 'Score' }),
    to: z.enum([...new Set([...targets, ...customerTargets])]).meta({
      description:
        'The field that it becomes; which there are, the resource decides. `data` keeps it under its own name, `ignore` drops it. What a record derives, such as its sentiment, is no field.',
      example: 'score',
    }),
    metric: z.enum(['csat', 'nps', 'ces', 'rating', 'custom']).optional().meta({ description: 'Of `score`.' }),
    scaleMin: bound.optional().meta({ description: 'Of `score`: nobody guesses a scale.', example: 0 }),
    scaleMax: bound.optional().meta({ example: 10 }),
    questionId: z.string().min(1).max(128).optional().meta({ description: 'Of `score`.' }),
    field: z
      .string()
      .regex(/^[a-z][a-zA-Z0-9_]{0,39}$/)
      .optional()
      .meta({
        description: 'Of `custom`: the name of a field that the company has defined; the column’s own unless given.',
        example: 'rooms',
      }),
  })
  .refine(({ to, field }) => field === undefined || to === 'custom', {
    path: ['to'],
    error: 'must be custom where a field is named',
  })
  .refine(({ to, metric }) => to !== 'score' || metric !== undefined, {
    path: ['metric'],
    error: 'says what a score measures',
  })
  .refine((one) => one.to === 'score' || ofScore.every((name) => one[name] === undefined), {
    path: ['to'],
    error: 'must be score where metric, scale or questionId are given',
  })
  .refine(({ scaleMin, scaleMax }) => (scaleMin === undefined) === (scaleMax === undefined), {
    path: ['scaleMax'],
    error: 'and scaleMin are given together',
  })
  .refine(({ scaleMin = 0, scaleMax = 1 }) => scaleMin < scaleMax, {
    path: ['scaleMax'],
    error: 'must be above scaleMin',
  })
  .meta({ id: 'ImportMapping' });
export type Mapped = z.output<typeof Mapped>;

/** Fields that several columns may become. */
const repeatable: ReadonlySet<string> = new Set(['score', 'tags', 'data', 'custom', 'ignore']);

export const mapping = z
  .array(Mapped)
  .max(500)
  .superRefine((list, ctx) => {
    for (const [index, { column: name, to }] of list.entries()) {
      const before = list.slice(0, index);
      if (before.some((one) => one.column === name))
        ctx.addIssue({ code: 'custom', path: [index, 'column'], message: 'is mapped twice' });
      if (!repeatable.has(to) && before.some((one) => one.to === to))
        ctx.addIssue({ code: 'custom', path: [index, 'to'], message: 'is the field of another column already' });
    }
  })
  .meta({
    description: 'Replaces, column by column, what the preset knows. Columns that nobody knows are kept in `data`.',
  });

const zone = z
  .string()
  .max(60)
  .refine(isTimeZone, 'must be a time zone like Europe/Berlin')
  .meta({ description: 'Of times that say none.', example: 'Europe/Berlin' });

const options = {
  mapping: mapping.default([]),
  zone: zone.optional(),
  dateOrder: z
    .enum(['dmy', 'mdy'])
    .optional()
    .meta({ description: 'Of dates like 3/4/2026, where the file does not show it by a day above 12.' }),
  source: z.string().max(40).optional().meta({
    description: 'Of rows that do not say theirs; `import` unless the preset knows better.',
    example: 'survey',
  }),
  maxErrorShare: storableNumber
    .min(0)
    .max(1)
    .default(0.2)
    .meta({ description: 'Where more of the rows than this cannot be taken, nothing is written.' }),
  analysis: z.enum(['run', 'skip', 'keep']).optional().meta({
    description:
      '`run` analyses texts as time allows, `skip` never, `keep` takes what an export of Heed says. `keep` by default for `heed`, else `run`.',
  }),
  restore: z.boolean().default(false).meta({ description: 'Brings deleted records back instead of skipping them.' }),
  announce: z
    .boolean()
    .default(false)
    .meta({ description: 'Tells rules, alerts and webhooks of the records; otherwise an import is silent.' }),
};

export const ImportOptions = z.object(options);
export type ImportOptions = z.output<typeof ImportOptions>;

export const UploadId = idSchema('upload');

export const importResources = ['feedback', 'customers'] as const;
export const ImportResourceName = z.enum(importResources).default('feedback').meta({
  description:
    'What the rows are: `feedback`, what customers have said; `customers`, who they are, with what they consented to (needs `customers:write`).',
});
export const UpsertBy = z.enum(['externalId', 'email']).default('externalId').meta({
  description:
    'By which a row is the same record again. `externalId`: by the id that it has in its source; of customers without one by their address; rows with neither get an id from what they say. `email`: of customers, by their first address.',
});

export const CreateImport = z
  .strictObject({
    preset: PresetName,
    resource: ImportResourceName,
    uploadId: UploadId,
    ...options,
    upsertBy: UpsertBy,
    dryRun: z
      .boolean()
      .default(true)
      .meta({ description: 'Read and check only; `false` applies at once what was checked.' }),
  })
  .meta({ id: 'CreateImport' });
export type CreateImport = z.output<typeof CreateImport>;

const MOST_CONTENT = 1_000_000;
export const ImportFeedback = z
  .strictObject({
    preset: PresetName,
    ...options,
    content: z
      .string()
      .min(1)
      .max(MOST_CONTENT)
      .optional()
      .meta({ description: 'The file itself, where it is short; else `uploadId`.', example: 'id,comment\n1,Fine' }),
    uploadId: UploadId.optional(),
    dryRun: z.boolean().default(true),
  })
  .refine(({ content, uploadId }) => (content === undefined) !== (uploadId === undefined), {
    path: ['content'],
    error: 'or uploadId must be given, and not both',
  })
  .meta({ id: 'ImportFeedback' });
export type ImportFeedback = z.output<typeof ImportFeedback>;

export const ImportUpload = z
  .object({
    uploadId: UploadId,
    url: z.url().meta({ description: 'To send the file to, as the last field `file` of a form with these `fields`.' }),
    fields: z.record(z.string(), z.string()),
    mostBytes: z.int(),
    expiresAt: instant,
  })
  .meta({ id: 'ImportUpload' });

export const PreviewImport = z
  .strictObject({
    uploadId: UploadId,
    resource: ImportResourceName,
    preset: PresetName.optional().meta({ description: 'Found by the header rows unless given.' }),
    mapping: options.mapping,
    zone: options.zone,
    dateOrder: options.dateOrder,
    source: options.source,
  })
  .meta({ id: 'PreviewImport' });
export type PreviewImport = z.output<typeof PreviewImport>;

export const RowProblem = z.object({
  column: z.string().optional(),
  code: z.string().meta({ example: 'scale_unknown' }),
  message: z.string(),
  value: z.string().max(80).optional(),
});
export type RowProblem = z.output<typeof RowProblem>;

export const ImportPreview = z
  .object({
    columns: z.array(
      z.object({
        index: z.int(),
        header: z.string(),
        sample: z.array(z.string()).max(3),
        type: z.enum(['text', 'number', 'date', 'email', 'boolean', 'empty']),
        suggestion: z
          .object({
            field: z.string(),
            metric: z.string().optional(),
            confidence: z.enum(['known', 'high', 'low']),
            reason: z.string(),
          })
          .optional(),
      }),
    ),
    rows: z
      .array(
        z.object({
          line: z.int(),
          record: z.record(z.string(), z.unknown()).optional(),
          skipped: z.string().optional(),
          problems: z.array(RowProblem),
        }),
      )
      .max(20)
      .meta({ description: 'The first rows as they would be stored.' }),
    preset: PresetName,
    format: z.enum(['csv', 'ndjson', 'json', 'xlsx']),
    encoding: z.string().optional(),
    delimiter: z.string().optional(),
    headerRows: z.int(),
    duplicates: z.int().meta({ description: 'Of the rows looked at: those that a later one replaces.' }),
    warnings: z.array(z.string()),
  })
  .meta({ id: 'ImportPreviewed' });
export type ImportPreview = z.output<typeof ImportPreview>;

export const ImportPresets = z.object({
  items: z.array(
    z.object({
      preset: PresetName,
      resource: z.enum(importResources),
      description: z.string(),
      headerRows: z.int(),
      asks: z.array(z.string()).meta({ description: 'What the file cannot say and the call must.' }),
      columns: z.array(z.object({ column: z.string(), to: z.string() })),
    }),
  ),
});

const counts = z.record(z.string(), z.int());
/** What an import has found and done; numbers of rows. */
export const ImportReport = z
  .object({
    rows: z.int().meta({ description: 'Rows of the file, without its header.' }),
    valid: z.int(),
    superseded: z.int(),
    created: z.int(),
    updated: z.int(),
    unchanged: z.int(),
    skipped: counts.meta({ description: 'By their reasons.' }),
    failed: counts.meta({ description: 'By their codes.' }),
    left: z.int().optional().meta({ description: 'Of an undone import: records that were changed since, and stay.' }),
    leftIds: z.array(z.string()).max(100).optional(),
    undone: z.int().optional(),
    warnings: z.array(z.string()),
    hasErrors: z.boolean(),
  })
  .meta({ id: 'ImportReport' });
export type ImportReport = z.output<typeof ImportReport>;

export const ImportJob = Job.extend({ result: ImportReport.optional() }).meta({ id: 'ImportJob' });
export type ImportJob = z.output<typeof ImportJob>;
export const RollBackImport = z
  .strictObject({
    force: z.boolean().default(false).meta({ description: 'Undoes also what was changed since.' }),
  })
  .meta({ id: 'RollBackImport' });
export const oneImport = z.object({ jobId: JobId });
