import { get, link, start } from '../../shared/export/export.ts';
import { exportRoutes } from '../../shared/export/export.routes.ts';
import { bind, serveAll } from '../../shared/http/serve.ts';

export const handler = serveAll(
  bind(exportRoutes, {
    start: (ctx, { params, body }) => start(ctx, { resource: params.export, body }),
    get: (ctx, { params }) => get(ctx, { exportId: params.export }),
    link: (ctx, { params, body }) => link(ctx, { exportId: params.export, file: body.file }),
  }),
);
