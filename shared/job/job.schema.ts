import * as z from 'zod';
import { idSchema } from '../fields/ids.schema.ts';
import { record } from '../fields/record.schema.ts';
import { instant } from '../fields/time.schema.ts';

export const JobId = idSchema('job');

/** What jobs do; each has a definition in `shared/jobs.ts`. */
export const jobKinds = [
  'webhookReplay',
  'webhookReplayFailed',
  'themeBackfill',
  'alertRuleReplay',
  'followUpRuleReplay',
  'taxonomyTrial',
  'review',
  'reanalysis',
  'export',
  'import',
  'trainPrediction',
  'dataRequest',
  'duplicateScan',
  'merge',
  'mergeUndo',
] as const;
export type JobKind = (typeof jobKinds)[number];

const json = z.record(z.string(), z.unknown());
const count = z.int().min(0).default(0);
const written = z.int().min(0).optional();

/** What an import is doing while a worker has it; other jobs are `running`. */
const working = ['running', 'staging', 'applying', 'undoing'] as const;

const told = {
  jobId: JobId,
  kind: z.enum(jobKinds).meta({ example: 'webhookReplay' }),
  status: z.enum(['queued', ...working, 'paused', 'staged', 'done', 'failed', 'cancelled', 'undone']).meta({
    description:
      '`paused` goes on when it is resumed; `done`, `failed`, `cancelled` and `undone` are ends. Of imports, `staging`, `applying` and `undoing` say what runs, and `staged` is read and checked and waits to be applied.',
  }),
  total: z.int().min(0).optional().meta({ description: 'How much there is to do, where that is known.' }),
  done: count.meta({ description: 'How much has been done, whatever came of it.', example: 1204 }),
  skipped: count.meta({ description: 'Of those, what needed nothing.' }),
  failed: count.meta({ description: 'Of those, what could not be done.' }),
  created: written.meta({ description: 'Of an import: records that it has made.' }),
  updated: written.meta({ description: 'Of an import: records that it has brought up to date.' }),
  unchanged: written.meta({ description: 'Of an import: rows that said nothing new.' }),
  superseded: written.meta({ description: 'Of an import: rows that a later one of the same file replaced.' }),
  errors: z
    .array(z.object({ code: z.string(), detail: z.string().optional() }))
    .max(100)
    .default([])
    .meta({ description: 'The first 100 reasons.' }),
  result: json.optional().meta({ description: 'What came of it; each kind has its own.' }),
  fetchedAt: instant.optional().meta({ description: 'When somebody was last given a link to a file of it.' }),
  startedAt: instant.optional(),
  endedAt: instant.optional(),
};

/** Work in the background, with its progress. */
export const Job = record('Job', told);
export type Job = z.output<typeof Job>;

/** As it is stored: with what it is to do, and how far it is. */
export const StoredJob = record('StoredJob', {
  ...told,
  /** Who may see and stop it: the permission of the call that made it. */
  permission: z.string(),
  input: json,
  checkpoint: json.optional(),
  /** One of the places that its company has for such jobs, taken until it ends. */
  place: z.object({ of: z.string(), number: z.int() }).optional(),
  /** What its status is while a worker has it; `running` when absent. */
  working: z.enum(working).optional(),
  /** Who works on it; absent while nobody does. */
  worker: z.string().optional(),
  /** Until when that is so, or a message that has not come is taken for lost. */
  lookAt: instant.optional(),
  /** Failures since the last progress. */
  tries: z.int(),
});
export type StoredJob = z.output<typeof StoredJob>;

const worked: ReadonlySet<string> = new Set(working);
/** Whether a worker has a job, or had it when it died. */
export const isWorkedOn = ({ status }: Pick<StoredJob, 'status'>): boolean => worked.has(status);

export const JobFilter = z.strictObject({ kind: told.kind.optional(), status: told.status.optional() });
export type JobFilter = z.output<typeof JobFilter>;
