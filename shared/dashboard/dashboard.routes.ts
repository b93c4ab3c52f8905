import { defineRoutes } from '../http/contract.ts';
import {
  AgentDashboard,
  AgentQuery,
  ExecutiveDashboard,
  ExecutiveQuery,
  ManagerDashboard,
  ManagerQuery,
} from './dashboard.schema.ts';

const common = { method: 'GET', permission: 'metrics:read' } as const;
const description =
  'Read from counters, so its cost depends on the days and not on how much feedback there is. Each figure says its n and opens the list of its records. The reply has an `ETag`: sent back as `If-None-Match` it is answered with 304 while nothing has changed.';

export const dashboardRoutes = defineRoutes('dashboard', {
  executive: {
    ...common,
    path: '/api/crm/dashboards/executive',
    summary: 'Get the dashboard of executives',
    description: `${description} Not for agents. It shows who does best and never a list of the worst.`,
    query: ExecutiveQuery,
    reply: { 200: ExecutiveDashboard, 304: null },
  },
  manager: {
    ...common,
    path: '/api/crm/dashboards/manager',
    summary: 'Get the dashboard of managers',
    description: `${description} Not for agents. Where the company’s setting \`dashboards.managersSeeOwnTeamsOnly\` says so, managers see teams that they are in.`,
    query: ManagerQuery,
    reply: { 200: ManagerDashboard, 304: null },
  },
  agent: {
    ...common,
    path: '/api/crm/dashboards/agent',
    summary: 'Get the dashboard of an agent',
    description: `${description} Agents get their own; a colleague’s name or number is never in it.`,
    query: AgentQuery,
    reply: { 200: AgentDashboard, 304: null },
  },
});
