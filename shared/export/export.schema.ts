import * as z from 'zod';
import { instant } from '../fields/time.schema.ts';
import { Job } from '../job/job.schema.ts';
import { isTimeZone } from '../kernel/calendar.ts';
import { DaysFilter } from '../match/match.schema.ts';
import { Grouping, MetricName } from '../metrics/figure.schema.ts';
import { groupings } from '../metrics/metric.ts';
import { metricNames } from '../metrics/definitions.ts';
import { columnNames, resources } from './other-columns.ts';

/** What can be exported. */
export const ExportResource = z.enum(resources).meta({
  description:
    'Which records: `feedback`; `surveys`, whom one has asked and what was answered (needs `surveys:read`); `customers`, with what holds of their consents (needs `customers:read`, unmasked `customers:contact`, and `customers:sensitive` for demographics); `audit`, the trail of changes (needs `audit:read`); `metrics`, the numbers of each day or month as a whole and by each dimension, as `GET /metrics/{name}` says them (needs `metrics:read`).',
  example: 'feedback',
});

export const ExportFormat = z.enum(['csv', 'ndjson', 'parquet', 'xlsx']).meta({
  description:
    '`csv`: RFC 4180, UTF-8 with a byte order mark, a line a record, cells that a spreadsheet would take for formulas are guarded. `ndjson`: a record a line as the API shows it, gzipped. `parquet`: typed columns as in `csv`, a file for each 100 000 records. `xlsx`: a workbook of at most 100 000 records.',
});
export type ExportFormat = z.output<typeof ExportFormat>;

const ExportFilter = DaysFilter.meta({
  id: 'ExportFilter',
  description:
    'Which records: days, and of feedback the filters of the list. All that is given must hold; all records where nothing is.',
  example: { from: '2026-10-01', source: 'api' },
});

const Grain = z.enum(['day', 'month']);
const isOnce = (names: readonly string[]): boolean => new Set(names).size === names.length;

export const CreateExport = z
  .strictObject({
    filter: ExportFilter.prefault({}),
    format: ExportFormat,
    columns: z
      .array(z.enum(columnNames))
      .min(1)
      .max(columnNames.length)
      .refine(isOnce, 'must not name a column twice')
      .optional()
      .meta({
        uniqueItems: true,
        description: 'Of all but `ndjson`, in this order; all that the records have by default.',
      }),
    grain: Grain.optional().meta({
      description: 'Of `metrics`: a number for each day, or for each month; `day` by default.',
    }),
    metrics: z
      .array(MetricName)
      .min(1)
      .max(metricNames.length)
      .refine(isOnce, 'must not name a metric twice')
      .optional()
      .meta({ uniqueItems: true, description: 'Of `metrics`: which; all that are counted by day by default.' }),
    by: z.array(Grouping).max(groupings.length).refine(isOnce, 'must not name a dimension twice').optional().meta({
      uniqueItems: true,
      description: 'Of `metrics`: by what else than as a whole; by each of their dimensions by default.',
    }),
    zone: z
      .string()
      .max(60)
      .refine(isTimeZone, 'must be a time zone like Europe/Berlin')
      .optional()
      .meta({ description: 'On whose clocks instants are written; UTC by default.', example: 'Europe/Berlin' }),
    mask: z.boolean().optional().meta({
      description:
        'Whether personal data in texts and contacts is masked; as the setting `privacy.maskPii.exports` says unless given. `false` against the setting needs `privacy:write`.',
    }),
  })
  .refine(({ format, zone }) => zone === undefined || format === 'csv' || format === 'xlsx', {
    path: ['zone'],
    error: 'is for csv and xlsx; others have instants in UTC',
  })
  .refine(({ format, columns }) => format !== 'ndjson' || columns === undefined, {
    path: ['columns'],
    error: 'are for csv, parquet and xlsx; a line of ndjson is the whole record',
  })
  .meta({ id: 'CreateExport' });
export type CreateExport = z.output<typeof CreateExport>;

const ExportFile = z
  .object({
    name: z.string().meta({ example: 'feedback.csv' }),
    rows: z.int().min(0),
    bytes: z.int().min(0),
  })
  .meta({ id: 'ExportFile' });

/** What an export has made. */
export const ExportResult = z.object({
  format: ExportFormat,
  rows: z.int().min(0),
  bytes: z.int().min(0),
  files: z.array(ExportFile),
  asOf: instant.meta({ description: 'Records that were made later are not in it.' }),
  expiresAt: instant.meta({ description: 'Until when its files can be fetched.' }),
});
export type ExportResult = z.output<typeof ExportResult>;

/** An export is a job; `result` tells its files once it is done. */
export const ExportJob = Job.extend({ result: ExportResult.optional() }).meta({ id: 'ExportJob' });
export type ExportJob = z.output<typeof ExportJob>;

export const ExportLinkRequest = z
  .strictObject({ file: z.string().min(1).max(100).meta({ example: 'feedback.csv' }) })
  .meta({ id: 'ExportLinkRequest' });
export const ExportLink = z
  .object({ url: z.url().meta({ description: 'Whoever has it can fetch the file until then.' }), expiresAt: instant })
  .meta({ id: 'ExportLink' });
export type ExportLink = z.output<typeof ExportLink>;

/** What an export job is given. Instants are in milliseconds. */
export const ExportInput = z.object({
  resource: ExportResource,
  filter: ExportFilter,
  format: ExportFormat,
  columns: z.array(z.string()),
  zone: z.string().optional(),
  mask: z.boolean(),
  /** Of customers: also what `customers:sensitive` shows. */
  sensitive: z.boolean().default(false),
  asOf: instant,
  start: z.int(),
  end: z.int(),
  /** Of `metrics`: the company's days, and which numbers. */
  figures: z
    .object({
      range: z.object({ from: z.string(), to: z.string() }),
      grain: Grain,
      metrics: z.array(MetricName),
      by: z.array(Grouping),
    })
    .optional(),
});
export type ExportInput = z.output<typeof ExportInput>;

/** A file that parts are being added to. */
export const GrowingFile = z.object({
  name: z.string(),
  rows: z.int(),
  bytes: z.int(),
  uploadId: z.string(),
  parts: z.array(z.object({ tag: z.string(), bytes: z.int(), sha256: z.string() })),
  /** Bytes that wait for a part of the smallest size, and the place under which they are kept. */
  rest: z.object({ place: z.int(), bytes: z.int() }).optional(),
});
export type GrowingFile = z.output<typeof GrowingFile>;

/** How far an export is: everything up to `after` is in the files, or waits in the chunks for the next one. */
export const ExportPlace = z.object({
  chunk: z.int(),
  after: z.string().optional(),
  rows: z.int(),
  files: z.array(GrowingFile),
  /** Chunks that wait to become one file of Parquet or a workbook, and the rows in them. */
  waiting: z.object({ chunks: z.array(z.int()), rows: z.int() }),
  /** All records have been read; what is left is to finish the files. */
  read: z.boolean(),
});
export type ExportPlace = z.output<typeof ExportPlace>;
