import { aContext, aCompany } from '../../shared/testing/context.ts';
import { crudExamples, crudTests } from '../../shared/testing/crud-tests.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { knows } from '../../shared/people/testing/given.ts';
import { reportEvents } from '../../shared/report/report.events.ts';
import { reportRoutes } from '../../shared/report/report.routes.ts';
import { pause } from '../../shared/report/report.ts';
import { givenReport } from '../../shared/report/testing/given.ts';
import type { Example } from '../../shared/testing/call.ts';
import { handler } from './handler.ts';

const { routes } = reportRoutes;
const body = {
  title: 'Weekly report',
  ownerId: 'ada',
  language: 'de',
  paper: 'letter',
  period: 'last_month',
  compare: 'both',
  filters: { teamId: 'team-1' },
  sections: [{ sectionId: 'scores', kind: 'kpi_row', width: 'half', metrics: ['nps'] }],
  recipients: { userIds: ['ada'], roles: ['manager'], teamIds: ['team-1'], addresses: [] },
  formats: ['pdf'],
  schedule: { cron: '0 7 * * 1', timeZone: 'Europe/Berlin' },
  sendWhen: 'changed',
  burst: 'none',
  catchUp: 'all',
  retentionDays: 30,
  status: 'active',
};
const crud = { routes, handler, body, edit: { title: 'Other' } };

const prepared = async (companyId: string): Promise<string> => {
  await knows(aContext({ companyId }), 'ada');
  return companyId;
};
const examples = crudExamples(crud);
const after =
  (make: (companyId: string) => Promise<Example> | Example) =>
  async (companyId: string): Promise<Example> =>
    make(await prepared(companyId));
const one = after(async (companyId) => ({
  params: { reportId: (await givenReport(aContext({ companyId }))).reportId },
}));

routeTests(reportRoutes, handler, {
  list: after(examples.list),
  create: after(examples.create),
  get: after(examples.get),
  edit: after(examples.edit),
  put: after(examples.put),
  remove: after(examples.remove),
  gallery: () => ({ query: { language: 'ar' } }),
  validate: () => ({ body: { report: { title: 'R' } } }),
  schedule: () => ({ body: { cron: '0 7 * * 1', timeZone: 'Europe/Berlin' } }),
  pause: one,
  resume: after(async (companyId) => {
    const ctx = aContext({ companyId });
    const { reportId } = await givenReport(ctx);
    await pause(aContext({ companyId }), { reportId });
    return { params: { reportId } };
  }),
  transfer: after(async (companyId) => ({ ...(await one(companyId)), body: { ownerId: 'ada' } })),
});
crudTests({ ...crud, company: () => prepared(aCompany()) }, reportEvents);
