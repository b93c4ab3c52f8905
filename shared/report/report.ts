import { settingsOf } from '../company/settings.ts';
import { equal, listOf } from '../http/list.ts';
import { invalid, Problem } from '../http/problem.ts';
import { fieldErrors } from '../http/request.ts';
import { change } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { jsonEqual } from '../kernel/json.ts';
import { verbsOf } from '../kernel/verbs.ts';
import { expectRoom, statesOf } from '../outside-address/outside-address.ts';
import { known } from '../people/known.ts';
import { note } from '../people/note.ts';
import { sectionFaults } from './faults.ts';
import { roleFaults, templateFaults } from './named-faults.ts';
import { CreateReport, type Report, type ReportDetail, type ReportFault, type ReportFilter } from './report.schema.ts';
import { reports } from './report.store.ts';
import type { SurveyLanguage } from '../survey-template/localized.schema.ts';
import { atPlace, nextAfter, partsOf, type ScheduleParts, scheduleFaults } from './schedule.ts';

type One = Pick<Report, 'reportId'>;
type Body = CreateReport;

/** All that keeps a report from being computed and sent, each with where it is. */
export async function faultsOf(ctx: Context, report: Body | Report, before?: Report): Promise<ReportFault[]> {
  const { schedule, sections, recipients, burst } = report;
  const faults = sectionFaults(report, sections);
  const add = (pointer: string, code: string, message: string, allowed?: string[]): void =>
    void faults.push({ pointer, code, message, ...(allowed && { allowed }) });
  if (sections.length === 0) add('#/sections', 'required', 'must have at least one');
  if (schedule) {
    for (const { field, code, message } of scheduleFaults(schedule)) add(`#/schedule/${field}`, code, message);
    if (schedule.from !== undefined && schedule.until !== undefined && schedule.from >= schedule.until)
      add('#/schedule/until', 'ends_before', 'must be after `from`');
    const { userIds, roles, teamIds, addresses } = recipients;
    const nobody = [userIds, roles, teamIds, addresses].every((some) => some.length === 0);
    if (nobody && burst !== 'agent') add('#/recipients', 'required', 'must name somebody: there is a schedule');
  }
  const { reports: allowed } = await settingsOf(ctx);
  for (const [index, address] of recipients.addresses.entries()) {
    const pointer = `#/recipients/addresses/${index}`;
    const domain = address.slice(address.indexOf('@') + 1).toLowerCase();
    if (!allowed.allowOutside) add(pointer, 'not_allowed', 'the company lets no report go to outside addresses');
    else if (allowed.domains.length > 0 && !allowed.domains.includes(domain))
      add(pointer, 'not_allowed', `must be of ${allowed.domains.join(', ')}`, allowed.domains);
  }
  return [...faults, ...(await unknownFaults(ctx, report, before))];
}

/** Faults of what a report names and nobody knows. People who were named before may have left since. */
async function unknownFaults(ctx: Context, report: Body | Report, before?: Report): Promise<ReportFault[]> {
  const { recipients, sections, ownerId = ctx.actor.id, schedule } = report;
  const faults: ReportFault[] = [];
  const added = recipients.userIds.filter((userId) => !before?.recipients.userIds.includes(userId));
  const people = new Set((await known(ctx, [...added, ownerId])).map(({ userId }) => userId));
  for (const [index, userId] of recipients.userIds.entries())
    if (added.includes(userId) && !people.has(userId))
      faults.push({
        pointer: `#/recipients/userIds/${index}`,
        code: 'unknown_person',
        message: 'is nobody whom the company knows',
      });
  const isOther = ownerId !== ctx.actor.id && ownerId !== before?.ownerId;
  if ((schedule !== undefined || isOther) && !people.has(ownerId))
    faults.push({
      pointer: '#/ownerId',
      code: 'unknown_person',
      message: 'must name a person whom the company knows: it is computed with what they may read',
    });
  return [
    ...faults,
    ...(await roleFaults(ctx, recipients.roles, '#/recipients/roles')),
    ...(await templateFaults(ctx, sections, '#/sections')),
  ];
}

/** When a report is due next, as it is now; one whose time has come stays due. */
function nextOf(ctx: Context, after: Report, before?: Report): string | undefined {
  const { schedule, status } = after;
  if (!schedule || status !== 'active') return undefined;
  const same = before?.status === 'active' && jsonEqual(before.schedule, schedule);
  return same ? before.nextAt : nextAfter(schedule, ctx.now)?.toISOString();
}

/** Refuses what cannot be computed, unless it is a draft; notes who owns it and when it is due. */
async function settle(ctx: Context, given: Report, before?: Report): Promise<Report> {
  const paused = before?.status === 'paused' && given.status !== 'draft';
  const after: Report = {
    ...given,
    ownerId: given.ownerId ?? ctx.actor.id,
    status: paused ? 'paused' : given.status,
    pausedFor: paused ? before.pausedFor : undefined,
  };
  if (after.status !== 'draft') {
    const faults = await faultsOf(ctx, after, before);
    if (faults.length > 0) throw invalid(...faults.map(({ pointer, message }) => ({ pointer, detail: message })));
  }
  await expectRoom(ctx, after.recipients.addresses);
  return { ...after, nextAt: nextOf(ctx, after, before) };
}

const verbs = verbsOf(reports, { settle });
export const { put, edit, remove } = verbs;

/** Makes a report. What its maker may read is noted, since it is computed with what its owner may read. */
export const create: typeof verbs.create = async (ctx, input) => {
  const { idempotency: _, ...own } = ctx;
  if ((input.body.ownerId ?? ctx.actor.id) === ctx.actor.id) await note(own);
  return verbs.create(ctx, input);
};

/** A report, with how the outside addresses stand that it names. */
export async function get(ctx: Context, one: One): Promise<ReportDetail> {
  const report = await verbs.get(ctx, one);
  const { addresses } = report.recipients;
  return { ...report, ...(addresses.length > 0 && { outsideAddresses: await statesOf(ctx, addresses) }) };
}

export const list = listOf<ReportFilter, Report>(
  'reports',
  { status: equal('status'), ownerId: equal('ownerId') },
  (ctx, _, from) => reports.all(ctx, from),
  (one) => one,
);

/** Every fault of a report at once, of its form and of what it means; nothing is stored. */
export async function validate(
  ctx: Context,
  { body }: { body: { report: Record<string, unknown> } },
): Promise<{ errors: ReportFault[] }> {
  const { success, data, error } = CreateReport.safeParse(body.report);
  if (success) return { errors: await faultsOf(ctx, data) };
  return {
    errors: fieldErrors(error).map(({ pointer = '#', detail }) => ({ pointer, code: 'invalid', message: detail })),
  };
}

/** How a printer says when a rule occurs. */
export type ScheduleWords = (language: SurveyLanguage, parts: ScheduleParts) => string;

/** A rule in words of a language, and when it occurs next; 400 for one that a schedule may not have. */
export function schedule(
  ctx: Context,
  { body }: { body: { cron: string; timeZone: string; confirmOr?: true | undefined; language: SurveyLanguage } },
  words: ScheduleWords,
): { words: string; next: string[] } {
  const faults = scheduleFaults(body);
  if (faults.length > 0)
    throw invalid(...faults.map(({ field, message }) => ({ pointer: `#/${field}`, detail: message })));
  const next: string[] = [];
  for (let at = nextAfter(body, ctx.now); at && next.length < 5; at = nextAfter(body, at))
    next.push(atPlace(at, body.timeZone));
  return { words: words(body.language, partsOf(body)), next };
}

type Changing = One & { ifMatch?: number | undefined };

/** Nothing is sent any more until it is resumed. */
export const pause = (ctx: Context, { reportId, ifMatch }: Changing): Promise<Report> =>
  change(
    ctx,
    reports,
    reportId,
    'edit',
    (before) => {
      if (before.status === 'draft') throw new Problem('conflict', 'A draft is sent to nobody.');
      return { ...before, status: 'paused' as const, pausedFor: 'hand' as const, nextAt: undefined };
    },
    { ifMatch },
  );

/** Sends it again from its next time on; 400 where it cannot be computed. What was missed stays missed. */
export const resume = (ctx: Context, { reportId, ifMatch }: Changing): Promise<Report> =>
  change(
    ctx,
    reports,
    reportId,
    'edit',
    async (before) => {
      if (before.status === 'draft') throw new Problem('conflict', 'A draft becomes active by a change.');
      const { pausedFor: _, ...rest } = before;
      const open = { ...rest, status: 'draft' as const };
      return { ...before, ...(await settle(ctx, { ...rest, status: 'active' }, open)), pausedFor: undefined };
    },
    { ifMatch },
  );

/** Gives it to another owner, with whose permissions it is computed from then on. */
export const transfer = (
  ctx: Context,
  { body, ...one }: Changing & { body: { ownerId?: string | undefined } },
): Promise<Report> => edit(ctx, { ...one, body: { ownerId: body.ownerId ?? ctx.actor.id } });
