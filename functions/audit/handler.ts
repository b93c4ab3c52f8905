import { listAccess } from '../../shared/audit/access.ts';
import { listAudit } from '../../shared/audit/audit.ts';
import { auditRoutes } from '../../shared/audit/audit.routes.ts';
import { bind, serveAll } from '../../shared/http/serve.ts';
import { listChanges } from '../../shared/journal/changes.ts';
import { changesRoutes } from '../../shared/journal/changes.routes.ts';

export const handler = serveAll(
  bind(auditRoutes, {
    list: (ctx, { query }) => listAudit(ctx, query),
    access: (ctx, { query }) => listAccess(ctx, query),
  }),
  bind(changesRoutes, { list: (ctx, { query }) => listChanges(ctx, query) }),
);
