import { accessRoutes } from '../../shared/access/access.routes.ts';
import { boardRoutes } from '../../shared/board/board.routes.ts';
import { goalRoutes } from '../../shared/goal/goal.routes.ts';
import { client, type ClientOptions } from '../../shared/http/client.ts';
import { reportRoutes } from '../../shared/report/report.routes.ts';

const day = (at: Date): string => at.toISOString().slice(0, 10);

/**
 * What the managers of the demo company look at: goals of this quarter, a report each Monday, and a board. What is there
 * already is left alone.
 */
export async function reportOnDemo(access: ClientOptions, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  // From then on the company knows them, so that they may own something.
  await client(accessRoutes, access).me();
  await setGoals(access);
  await scheduleReport(access);
  await arrangeBoard(access);
}

async function setGoals(access: ClientOptions): Promise<void> {
  const goals = client(goalRoutes, access);
  const known = new Set((await goals.list({ query: { limit: 100 } })).items.map(nameOf));
  const now = new Date();
  const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - (now.getUTCMonth() % 3), 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 3, 0));
  const days = { from: day(first), to: day(last) };
  const all = [
    { metric: 'csat_avg', target: 3.8, scope: 'company', note: 'Agreed with the board in spring.' },
    { metric: 'response_rate', target: 0.35, scope: 'company' },
    { metric: 'csat_avg', target: 3.7, scope: 'team', key: 'team-service' },
    { metric: 'csat_avg', target: 3.7, scope: 'agent', key: 'agent-1' },
  ] as const;
  for (const goal of all) if (!known.has(nameOf(goal))) await goals.create({ body: { ...goal, ...days } });
}

const nameOf = ({ metric, scope, key = '' }: { metric: string; scope: string; key?: string | undefined }): string =>
  `${metric} ${scope} ${key}`;

/** The ready-made weekly report, to whoever is a manager. */
async function scheduleReport(access: ClientOptions): Promise<void> {
  const reports = client(reportRoutes, access);
  if ((await reports.list({ query: { limit: 1 } })).items.length > 0) return;
  const { items } = await reports.gallery({ query: { language: 'en' } });
  const weekly = items.find(({ name }) => name === 'weekly_manager');
  if (!weekly) throw new Error('there is no ready-made weekly report');
  const recipients = { ...weekly.report.recipients, userIds: ['ada', 'dan'] };
  await reports.create({ body: { ...weekly.report, recipients, formats: ['pdf', 'xlsx'], status: 'active' } });
}

async function arrangeBoard(access: ClientOptions): Promise<void> {
  const boards = client(boardRoutes, access);
  if ((await boards.list({ query: { limit: 1 } })).items.length > 0) return;
  await boards.create({
    body: {
      title: 'Support',
      sharing: 'company',
      preset: 'last_90_days',
      tiles: [
        { kind: 'kpi_row', sectionId: 'scores', metrics: ['csat_avg', 'nps', 'net_sentiment', 'volume'] },
        { kind: 'trend', sectionId: 'trend', metric: 'csat_avg', grain: 'week', width: 'half' },
        { kind: 'breakdown', sectionId: 'teams', metric: 'csat_avg', by: 'team', width: 'half' },
        { kind: 'verbatims', sectionId: 'voices', count: 4 },
        { kind: 'goals', sectionId: 'goals' },
      ],
    },
  });
}
