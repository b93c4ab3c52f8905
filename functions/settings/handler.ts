import { settingsRoutes } from '../../shared/company/settings.routes.ts';
import { createFormKey, listFormKeys, removeFormKey } from '../../shared/form/form-keys.ts';
import { reply } from '../../shared/http/reply.ts';
import { serve } from '../../shared/http/serve.ts';
import { putSettingsShown, settingsShown } from '../../shared/taxonomy/settings-view.ts';

export const handler = serve(settingsRoutes, {
  get: (ctx) => settingsShown(ctx),
  listFormKeys: (ctx) => listFormKeys(ctx),
  createFormKey: (ctx, { body }) => createFormKey(ctx, body),
  removeFormKey: async (ctx, { params }) => {
    await removeFormKey(ctx, params.formKey);
    return reply(204, undefined);
  },
  put: (ctx, { body, ifMatch }) => putSettingsShown(ctx, body, ifMatch),
});
