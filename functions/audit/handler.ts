import { listAudit } from '../../shared/audit/audit.ts';
import { auditRoutes } from '../../shared/audit/audit.routes.ts';
import { serve } from '../../shared/http/serve.ts';

export const handler = serve(auditRoutes, {
  list: (ctx, { query }) => listAudit(ctx, query),
});
