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
});
