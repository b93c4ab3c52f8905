import { list as listAlerts } from '../alert/alert.ts';
import type { Alert } from '../alert/alert.schema.ts';
import { severities } from '../fields/severity.schema.ts';
import { list as listFollowUps } from '../follow-up/follow-up.list.ts';
import { Problem } from '../http/problem.ts';
import { dayRange } from '../kernel/calendar.ts';
import type { Permission } from '../kernel/permissions.ts';
import { analytics } from '../survey-analytics/survey.analytics.ts';
import { funnelSteps } from '../report/snapshot-section.schema.ts';
import type { SectionOf } from '../report/section.schema.ts';
import { type Frame, type Place, placeOf } from './frame.ts';
import type { Compared, Data } from './snapshot-types.ts';

type Of<K extends 'alerts' | 'follow_ups' | 'funnel'> = (frame: Frame, section: SectionOf<K>) => Promise<Data<K>>;

/** So many lines are shown of what somebody has to do. */
const MOST_LINES = 20;
const PER_PAGE = 100;
/** So many alerts are looked at. */
const MOST_ALERTS = 1_000;

/** Refuses what whoever a report is computed for may not read. */
export function expectMay({ ctx }: Pick<Frame, 'ctx'>, permission: Permission): void {
  if (!ctx.actor.permissions.has(permission)) throw new Problem('forbidden');
}

/** First and last instant of a place's days. */
export function instantsOf({ settings }: Pick<Frame, 'settings'>, { range }: Pick<Place, 'range'>) {
  const { timeZone, dayBoundary } = settings;
  const from = dayRange(range.from, timeZone, dayBoundary).start;
  const to = dayRange(range.to, timeZone, dayBoundary).end;
  return { from: from.toISOString(), to: to.toISOString() };
}

export const alerts: Of<'alerts'> = async (frame, section) => {
  expectMay(frame, 'alerts:read');
  const { minSeverity, state } = section;
  const wanted = severities.slice(severities.indexOf(minSeverity));
  const filters =
    state === 'open'
      ? [{ status: 'open' as const }, { status: 'acknowledged' as const }]
      : [instantsOf(frame, placeOf(frame, section))];
  const found: Alert[] = [];
  for (const filter of filters) {
    let cursor: string | undefined;
    for (let seen = 0; seen < MOST_ALERTS;) {
      const page = await listAlerts(frame.ctx, { ...filter, limit: PER_PAGE, ...(cursor !== undefined && { cursor }) });
      found.push(...page.items.filter(({ severity }) => wanted.includes(severity)));
      seen += PER_PAGE;
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
  }
  const worst = found.toSorted(
    (one, other) =>
      severities.indexOf(other.severity) - severities.indexOf(one.severity) || (one.openedAt < other.openedAt ? 1 : -1),
  );
  const items = worst
    .slice(0, MOST_LINES)
    .map(async ({ alertId, ruleName, severity, status, key, count, openedAt, ownerId }) => ({
      alertId,
      ruleName,
      severity,
      status,
      key,
      label: key,
      count,
      openedAt,
      ...(ownerId !== undefined && { owner: await frame.labels.keyed('owner', ownerId) }),
    }));
  const count = (of: Alert['severity']): number => found.filter(({ severity }) => severity === of).length;
  return {
    counts: { critical: count('critical'), warning: count('warning'), info: count('info') },
    items: await Promise.all(items),
    of: found.length,
  };
};

export const followUps: Of<'follow_ups'> = async (frame, section) => {
  expectMay(frame, 'workflow:read');
  const place = placeOf(frame, section);
  const { scope, range } = place;
  const whose =
    scope?.filter === 'agentId' ? { assignedTo: scope.key } : scope?.filter === 'teamId' ? { teamId: scope.key } : {};
  const { items: found, counts } = await listFollowUps(frame.ctx, {
    status: 'open',
    ...whose,
    ...(section.overdue && { overdue: true }),
    limit: MOST_LINES,
  });
  const now = frame.ctx.now.toISOString();
  const items = found.flatMap(({ followUpId, feedbackId, status, cycles, ownerId }) => {
    const cycle = cycles.at(-1);
    return cycle ? [{ followUpId, feedbackId, status, openedAt: cycle.openedAt, dueAt: cycle.dueAt, ownerId }] : [];
  });
  const lines = items.map(async ({ ownerId, ...line }) => ({
    ...line,
    overdue: line.dueAt < now,
    ...(ownerId !== undefined && { owner: await frame.labels.keyed('owner', ownerId) }),
  }));
  return {
    figures: await figuresOf(frame, { range, scope }),
    items: await Promise.all(lines),
    of: section.overdue ? counts.overdue : counts.pending + counts.inProgress,
  };
};

/** How many are open and overdue now, and how many of those closed in the period were on time. */
async function figuresOf({ family }: Frame, { range, scope }: Place): Promise<Compared[]> {
  const own = scope?.filter === 'agentId' ? { by: 'owner' as const, key: scope.key } : {};
  const ofTeam = scope?.filter === 'teamId' ? { by: 'team' as const, key: scope.key } : own;
  const live = scope?.filter === 'teamId' ? [] : (['follow_up_open', 'follow_up_overdue'] as const);
  return Promise.all([
    ...live.map((metric) => family.of(metric, { range, ...own })),
    ...(['follow_up_closed', 'follow_up_on_time'] as const).map((metric) => family.of(metric, { range, ...ofTeam })),
  ]);
}

export const funnel: Of<'funnel'> = async (frame, section) => {
  expectMay(frame, 'surveys:read');
  const { ctx, family, labels } = frame;
  const { range } = placeOf(frame, section);
  const { templateId } = section;
  const { total } = await analytics(ctx, { ...range, ...(templateId && { templateId }) });
  const steps = funnelSteps.map((step, index) => {
    const before = funnelSteps[index - 1];
    const base = before === undefined ? 0 : total[before];
    return { step, n: total[step], share: base > 0 ? (100 * total[step]) / base : null };
  });
  const of = templateId ? { by: 'template' as const, key: templateId } : {};
  return {
    ...(templateId && { template: await labels.keyed('template', templateId) }),
    steps,
    figures: [await family.of('response_rate', { range, ...of })],
  };
};
