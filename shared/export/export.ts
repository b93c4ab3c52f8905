import { noteAccess } from '../audit/access.ts';
import { settingsOf } from '../company/settings.ts';
import { invalid, Problem } from '../http/problem.ts';
import { get as getJob, noteFetched, start as startJob } from '../job/job.ts';
import type { Context } from '../kernel/context.ts';
import { linkTo } from '../kernel/files.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { spanOfDays } from '../match/days.ts';
import { namesIn } from './other-columns.ts';
import { type CreateExport, type ExportInput, ExportJob, type ExportLink } from './export.schema.ts';
import { SENSITIVE, UNMASKED } from './customers.ts';
import { figuresAsked } from './figures-asked.ts';
import { foldersOf } from './folders.ts';
import { refuseTooLong } from './sheet-limit.ts';

const MOST_AT_A_TIME = 3;
const LINK_S = 600;

type One = { exportId: Id<'job'> };

/**
 * Starts to write records into files. 403 where personal data is asked for unmasked against the setting of the company
 * without `privacy:write`; 400 for a workbook of more records than it holds, where counters say how many there are;
 * `conflict` where three exports of the company run.
 */
export async function start(
  ctx: Context,
  { resource, body }: { resource: ExportInput['resource']; body: CreateExport },
): Promise<ExportJob> {
  const { filter, format, zone } = body;
  refuseUnfit(ctx, resource, body);
  const settings = await settingsOf(ctx);
  const { privacy } = settings;
  const span = spanOfDays(filter, settings);
  const mask = body.mask ?? privacy.maskPii.exports;
  if (!mask && privacy.maskPii.exports && !ctx.actor.permissions.has('privacy:write'))
    throw new Problem(
      'forbidden',
      'Personal data is masked in exports of this company; unmasked it needs privacy:write.',
    );
  if (resource === 'customers' && !mask && !ctx.actor.permissions.has(UNMASKED))
    throw new Problem('forbidden', `Unmasked customers need the permission ${UNMASKED}.`);
  if (format === 'xlsx') await refuseTooLong(ctx, { resource, filter });
  const input: ExportInput = {
    resource,
    filter,
    format,
    mask,
    sensitive: ctx.actor.permissions.has(SENSITIVE),
    asOf: ctx.now.toISOString(),
    columns: body.columns ?? namesIn(resource),
    zone,
    start: span.start,
    // What was made after the export began is left out by its own date. JSON knows no infinity.
    end: Math.min(span.end, Number.MAX_SAFE_INTEGER),
    ...(resource === 'metrics' && { figures: await figuresAsked(ctx, body, settings) }),
  };
  const places = { of: 'export', most: MOST_AT_A_TIME };
  return ExportJob.parse(await startJob(ctx, 'export', input, { permission: 'exports:write', places }));
}

const needed = {
  surveys: 'surveys:read',
  customers: 'customers:read',
  audit: 'audit:read',
  metrics: 'metrics:read',
} as const;

function refuseUnfit(
  { actor }: Context,
  resource: ExportInput['resource'],
  { filter, columns = [], ...body }: CreateExport,
): void {
  const needs = resource === 'feedback' ? undefined : needed[resource];
  if (needs && !actor.permissions.has(needs)) throw new Problem('forbidden', `This needs the permission ${needs}.`);
  const known = namesIn(resource);
  const unknown = columns.flatMap((name, at) =>
    known.includes(name) ? [] : [{ pointer: `#/columns/${at}`, detail: `is no column of ${resource}` }],
  );
  const { from: _, to: __, ...more } = filter;
  const unfit = resource === 'feedback' ? [] : Object.keys(more);
  const others = unfit.map((name) => ({
    pointer: `#/filter/${name}`,
    detail: `is no filter of ${resource}; days are`,
  }));
  const ofMetrics = (['grain', 'metrics', 'by'] as const).flatMap((name) =>
    resource === 'metrics' || body[name] === undefined
      ? []
      : [{ pointer: `#/${name}`, detail: 'is for metrics alone' }],
  );
  const faults = [...unknown, ...others, ...ofMetrics];
  if (faults.length > 0) throw invalid(...faults);
}

/** An export as it is now; 404 for a job of another kind, as for one that does not exist. */
export async function get(ctx: Context, { exportId }: One): Promise<ExportJob> {
  const job = await getJob(ctx, { jobId: exportId });
  if (job.kind !== 'export') throw new Problem('not-found');
  return ExportJob.parse(job);
}

/**
 * A link to one file of an export, for ten minutes; the audit trail says who was given one. `conflict` before the export is
 * done or where it never will be, 404 for a file that it does not have and once its files are gone.
 */
export async function link(ctx: Context, { exportId, file }: One & { file: string }): Promise<ExportLink> {
  const { status, result } = await get(ctx, { exportId });
  if (status !== 'done' || !result)
    throw new Problem('conflict', `The export is ${status}; only one that is done has files.`);
  const expiresAt = new Date(Math.min(ctx.now.getTime() + LINK_S * 1_000, Date.parse(result.expiresAt)));
  const rows = result.files.find(({ name }) => name === file)?.rows;
  const seconds = Math.floor((expiresAt.getTime() - ctx.now.getTime()) / 1_000);
  if (seconds <= 0 || !result.files.some(({ name }) => name === file)) throw new Problem('not-found');
  const url = await linkTo(`${foldersOf(ctx, exportId).folder}/${file}`, file, seconds);
  const made = { url, expiresAt: expiresAt.toISOString() };
  if (!file.startsWith('metrics'))
    await noteAccess(ctx, { recordId: exportId, route: 'POST /api/crm/exports/{export}/link', n: rows ?? 0 });
  await noteFetched(ctx, { jobId: exportId }, made);
  return made;
}
