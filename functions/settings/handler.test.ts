import { settingsRoutes } from '../../shared/company/settings.routes.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { handler } from './handler.ts';

routeTests(settingsRoutes, handler, {
  get: () => ({}),
  put: () => ({
    body: { timeZone: 'Europe/Berlin', dayBoundary: '04:00', taxonomy: { categories: [{ name: 'billing' }] } },
  }),
});
