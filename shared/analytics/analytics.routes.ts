import { defineRoutes } from '../http/contract.ts';
import { Drivers, DriversQuery } from './drivers.schema.ts';

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
});
