import { isKept } from './chunks.ts';
import { importFolder, UNDO_DAYS, uploadKey } from './folders.ts';
import { invalid, Problem } from '../http/problem.ts';
import { get as getJob, noteFetched, start as startJob, takeUp } from '../job/job.ts';
import { authorOf, type Context } from '../kernel/context.ts';
import { formFor, hasFile, linkTo, putFile } from '../kernel/files.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { newId } from '../kernel/ids.ts';
import { Source } from '../feedback/feedback.parts.schema.ts';
import {
  type CreateImport,
  type ImportFeedback,
  ImportJob,
  type ImportOptions,
  importResources,
} from './import.schema.ts';
import { type ImportInput, ImportPlace } from './place.schema.ts';
import { needed, presetOf, resources } from './resources.ts';
import { ERRORS, REJECTED } from './report-files.ts';
import { MOST_BYTES } from './source/fault.ts';

const MOST_AT_A_TIME = 3;
const UPLOAD_S = 3_600;
const LINK_S = 600;
type One = { jobId: Id<'job'> };

/** A form by which one file of at most 100 MB can be sent, for an hour. */
export function upload(ctx: Context) {
  const uploadId = newId('upload', ctx.now);
  const form = formFor(uploadKey(ctx, uploadId), { mostBytes: MOST_BYTES, seconds: UPLOAD_S, now: ctx.now });
  const expiresAt = new Date(ctx.now.getTime() + UPLOAD_S * 1_000).toISOString();
  return { uploadId, ...form, mostBytes: MOST_BYTES, expiresAt };
}

/** What is known of each preset. */
export const listPresets = () => ({
  items: importResources.flatMap((resource) =>
    Object.values(resources[resource].presets).map(({ name, description, headerRows, asks, columns }) => ({
      preset: name,
      resource,
      description,
      headerRows,
      asks: [...asks],
      columns: [...columns].map(([column, { to }]) => ({ column, to })),
    })),
  ),
});

type Wanted = ImportOptions & Pick<ImportInput, 'preset' | 'resource' | 'uploadId' | 'dryRun' | 'upsertBy'>;

/**
 * Starts to read and check an uploaded file; with `dryRun` nothing is written before {@link apply}. 400 where nothing was
 * uploaded under the id, or a preset that knows no columns is given no mapping; `conflict` where three imports are open.
 */
export async function start(ctx: Context, { body }: { body: CreateImport }): Promise<ImportJob> {
  return started(ctx, body);
}

/** The short form: the file itself, or one that was uploaded. */
export async function importFeedback(ctx: Context, { body }: { body: ImportFeedback }): Promise<ImportJob> {
  const { content, uploadId, ...rest } = body;
  const wanted = { ...rest, resource: 'feedback', upsertBy: 'externalId' } as const;
  if (content === undefined) return started(ctx, { ...wanted, uploadId: uploadId as Id<'upload'> });
  const own = newId('upload', ctx.now);
  refuseUnusable(ctx, wanted);
  await putFile(uploadKey(ctx, own), content);
  return started(ctx, { ...wanted, uploadId: own });
}

async function started(ctx: Context, { analysis, ...wanted }: Wanted): Promise<ImportJob> {
  refuseUnusable(ctx, { ...wanted, ...(analysis && { analysis }) });
  if (!(await hasFile(uploadKey(ctx, wanted.uploadId))))
    throw invalid({ pointer: '#/uploadId', detail: 'names no file that was uploaded' });
  const input: ImportInput = {
    ...wanted,
    analysis: analysis ?? (wanted.preset === 'heed' ? 'keep' : 'run'),
    by: authorOf(ctx),
    startedAt: ctx.now.toISOString(),
  };
  const places = { of: 'import', most: MOST_AT_A_TIME };
  return ImportJob.parse(await startJob(ctx, 'import', input, { permission: 'imports:write', places }));
}

/** What of an import is about feedback alone. */
const ofFeedback = ['source', 'analysis', 'restore'] as const;

function refuseUnusable({ actor }: Context, wanted: Omit<Wanted, 'uploadId'>): void {
  const { preset, resource, mapping, source, analysis, upsertBy } = wanted;
  const needs = needed[resource];
  if (needs && !actor.permissions.has(needs)) throw new Problem('forbidden', `This needs the permission ${needs}.`);
  const { columns, direct } = presetOf(wanted);
  const { targets } = resources[resource];
  const unfit = resource === 'feedback' ? [] : ofFeedback.filter((name) => wanted[name]);
  const faults = [
    ...mapping.flatMap(({ to }, at) =>
      targets.includes(to) ? [] : [{ pointer: `#/mapping/${at}/to`, detail: `is no field of ${resource}` }],
    ),
    ...unfit.map((name) => ({ pointer: `#/${name}`, detail: 'is for feedback alone' })),
  ];
  if (columns.size === 0 && !direct && mapping.length === 0)
    faults.push({ pointer: '#/mapping', detail: `must say what the columns are: the preset ${preset} knows none` });
  if (source !== undefined && !Source.safeParse(source).success)
    faults.push({ pointer: '#/source', detail: 'is no source of feedback' });
  if (analysis === 'keep' && preset !== 'heed')
    faults.push({ pointer: '#/analysis', detail: 'can only be kept of what an export of Heed has written' });
  if (resource === 'feedback' && upsertBy === 'email')
    faults.push({ pointer: '#/upsertBy', detail: 'must be externalId for feedback' });
  if (faults.length > 0) throw invalid(...faults);
}

/** An import as it is now; 404 for a job of another kind. */
async function get(ctx: Context, { jobId }: One): Promise<ImportJob> {
  const job = await getJob(ctx, { jobId });
  if (job.kind !== 'import') throw new Problem('not-found');
  return ImportJob.parse(job);
}

/** Has what was checked be written; `not-staged` unless it is staged. */
export async function apply(ctx: Context, { jobId }: One): Promise<ImportJob> {
  await get(ctx, { jobId });
  const job = await takeUp(ctx, { jobId }, 'apply', ({ status, checkpoint }) => {
    if (status !== 'staged')
      throw new Problem('not-staged', `The import is ${status}; only what is staged can be applied.`);
    return { working: 'applying', checkpoint: { ...ImportPlace.parse(checkpoint), phase: 'apply', chunk: 0, at: 0 } };
  });
  return ImportJob.parse(job);
}

const undoable: ReadonlySet<string> = new Set(['done', 'failed', 'cancelled']);

/**
 * Has all that an import has written be undone: what it made is deleted, what it changed is as it was. What was changed
 * since stays and is counted as `left`, unless `force`. `conflict` before it has ended, a second time, where it wrote
 * nothing, and from the 31st day on.
 */
export async function rollBack(ctx: Context, { jobId, force }: One & { force: boolean }): Promise<ImportJob> {
  const { created = 0, updated = 0 } = await get(ctx, { jobId });
  // What an import goes by when it is undone is taken away with a person who was in it.
  if (created + updated > 0 && !(await isKept(importFolder(ctx, jobId), 'plan', 0)))
    throw new Problem('conflict', 'What the import has read was erased with a person; it cannot be undone any more.');
  const job = await takeUp(ctx, { jobId }, 'rollback', ({ status, checkpoint, startedAt, createdAt, working }) => {
    if (!undoable.has(status))
      throw new Problem('conflict', `The import is ${status}; only what has ended can be undone.`);
    const place = ImportPlace.safeParse(checkpoint);
    if (working !== 'applying' || !place.success) throw new Problem('conflict', 'The import has written nothing.');
    if (ctx.now.getTime() - Date.parse(startedAt ?? createdAt) > UNDO_DAYS * 86_400_000)
      throw new Problem('undo-expired', `Feedback can be undone for ${UNDO_DAYS} days after it was imported.`);
    return {
      working: 'undoing',
      checkpoint: { ...place.data, phase: 'undo', chunk: 0, at: 0, force, undoBy: authorOf(ctx) },
    };
  });
  return ImportJob.parse(job);
}

/** A link to one of the files that tell what could not be taken; 404 where all could. */
async function linkToReport(ctx: Context, jobId: Id<'job'>, file: string): Promise<string> {
  const { result } = await get(ctx, { jobId });
  const key = `${importFolder(ctx, jobId)}/${file}`;
  if (!result?.hasErrors || !(await hasFile(key)))
    throw new Problem('not-found', 'There is no such file: no row was refused.');
  const url = await linkTo(key, file, LINK_S);
  await noteFetched(ctx, { jobId }, null);
  return url;
}

export const linkToErrors = (ctx: Context, { jobId }: One): Promise<string> => linkToReport(ctx, jobId, ERRORS);
export const linkToRejected = (ctx: Context, { jobId }: One): Promise<string> => linkToReport(ctx, jobId, REJECTED);
