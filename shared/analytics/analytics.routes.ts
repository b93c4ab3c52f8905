import { defineRoutes } from '../http/contract.ts';
import { Control, ControlQuery } from './control.schema.ts';
import { Drivers, DriversQuery } from './drivers.schema.ts';
import { Trend, TrendQuery } from './trend.schema.ts';

export const analyticsRoutes = defineRoutes('analytics', {
  drivers: {
    method: 'GET',
    path: '/api/crm/analytics/drivers',
    summary: 'Tell which groups moved a number',
    description:
      'Splits the change of a mean, a share or NPS between two periods into what each group adds by its own change and by the change of its share (Kitagawa); both add up to the change. Beside it, which groups hold more of the unhappy answers than of all.',
    permission: 'metrics:read',
    query: DriversQuery,
    reply: { 200: Drivers },
  },
  trend: {
    method: 'GET',
    path: '/api/crm/analytics/trend',
    summary: 'Tell season, trend and changes of level of a number',
    description:
      'Of a mean, a share, NPS or a number of records by day: what weekdays and months add to it, the series without that, whether its weeks rise or fall, and on which days its level changed. Agents read their own numbers only.',
    permission: 'metrics:read',
    query: TrendQuery,
    reply: { 200: Trend },
  },
  control: {
    method: 'GET',
    path: '/api/crm/analytics/control',
    summary: 'Hold the newest days or weeks of a number against what is usual',
    description:
      'A control chart: limits by how many answers a day or a week has and by how much days differ anyway, and the periods that lie outside of them or run on one side. Agents read their own numbers only.',
    permission: 'metrics:read',
    query: ControlQuery,
    reply: { 200: Control },
  },
});
