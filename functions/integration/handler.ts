import { get, link, start } from '../../shared/export/export.ts';
import { exportRoutes } from '../../shared/export/export.routes.ts';
import { reply } from '../../shared/http/reply.ts';
import { bind, serveAll } from '../../shared/http/serve.ts';
import * as hooks from '../../shared/hook/hook.ts';
import { list as listDeliveries, replay } from '../../shared/hook/delivery.ts';
import { admitHook } from '../../shared/hook/hook-lookup.ts';
import { hookInboundRoutes, hookRoutes } from '../../shared/hook/hook.routes.ts';
import { receive } from '../../shared/hook/receive.ts';
import {
  apply,
  importFeedback,
  linkToErrors,
  linkToRejected,
  listPresets,
  rollBack,
  start as startImport,
  upload,
} from '../../shared/import/import.ts';
import { feedbackImportRoutes, importRoutes } from '../../shared/import/import.routes.ts';
import { preview } from '../../shared/import/preview.ts';

export const handler = serveAll(
  bind(exportRoutes, {
    start: (ctx, { params, body }) => start(ctx, { resource: params.export, body }),
    get: (ctx, { params }) => get(ctx, { exportId: params.export }),
    link: (ctx, { params, body }) => link(ctx, { exportId: params.export, file: body.file }),
  }),
  bind(importRoutes, {
    upload,
    preview,
    presets: listPresets,
    start: startImport,
    apply: (ctx, { params }) => apply(ctx, params),
    rollback: (ctx, { params, body }) => rollBack(ctx, { ...params, ...body }),
    errors: async (ctx, { params }) => reply(302, undefined, { location: await linkToErrors(ctx, params) }),
    rejected: async (ctx, { params }) => reply(302, undefined, { location: await linkToRejected(ctx, params) }),
  }),
  bind(feedbackImportRoutes, { importFeedback }),
  bind(
    hookRoutes,
    {
      list: hooks.list,
      create: hooks.create,
      get: hooks.get,
      edit: hooks.edit,
      remove: hooks.remove,
      rotate: hooks.rotate,
      health: hooks.health,
      deliveries: listDeliveries,
      replay,
    },
    { completed: { create: hooks.secretOf, rotate: hooks.secretOf } },
  ),
  bind(hookInboundRoutes, { inbound: receive }, { admit: admitHook }),
);
