import { auditRoutes } from '../../shared/audit/audit.routes.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { handler } from './handler.ts';

routeTests(auditRoutes, handler, {
  list: () => ({ query: { recordId: 'settings' } }),
});
