import { putSettings, readSettings } from '../../shared/company/settings.ts';
import { settingsRoutes } from '../../shared/company/settings.routes.ts';
import { serve } from '../../shared/http/serve.ts';

export const handler = serve(settingsRoutes, {
  get: (ctx) => readSettings(ctx),
  put: (ctx, { body, ifMatch }) => putSettings(ctx, body, ifMatch),
});
