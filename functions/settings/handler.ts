import { putSettings } from '../../shared/company/put-settings.ts';
import { readSettings } from '../../shared/company/settings.ts';
import { settingsRoutes } from '../../shared/company/settings.routes.ts';
import { createFormKey, listFormKeys, removeFormKey } from '../../shared/form/form-keys.ts';
import { reply } from '../../shared/http/reply.ts';
import { serve } from '../../shared/http/serve.ts';

export const handler = serve(settingsRoutes, {
  get: (ctx) => readSettings(ctx),
  listFormKeys: (ctx) => listFormKeys(ctx),
  createFormKey: (ctx, { body }) => createFormKey(ctx, body),
  removeFormKey: async (ctx, { params }) => {
    await removeFormKey(ctx, params.formKey);
    return reply(204, undefined);
  },
  put: (ctx, { body, ifMatch }) => putSettings(ctx, body, ifMatch),
});
