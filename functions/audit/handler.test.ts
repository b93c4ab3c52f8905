import { noteAccess } from '../../shared/audit/access.ts';
import { newId } from '../../shared/kernel/ids.ts';
import { auditRoutes } from '../../shared/audit/audit.routes.ts';
import { PutSettings } from '../../shared/company/settings.schema.ts';
import { putSettings } from '../../shared/company/put-settings.ts';
import { audited } from '../../shared/testing/audited.ts';
import { aContext } from '../../shared/testing/context.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { handler } from './handler.ts';

routeTests(auditRoutes, handler, {
  list: async (companyId) => {
    const ctx = aContext({ companyId });
    await audited(ctx, () => putSettings(ctx, PutSettings.parse({})));
    return {};
  },
  access: async (companyId) => {
    const recordId = newId('customer');
    await noteAccess(aContext({ companyId }), { recordId, route: 'GET /api/crm/customers/{customerId}' });
    return { query: { recordId } };
  },
});
