import { formRoutes } from '../../shared/form/form.routes.ts';
import { receive } from '../../shared/form/form.ts';
import { serve } from '../../shared/http/serve.ts';

export const handler = serve(formRoutes, {
  post: (ctx, { params, body }) => receive(ctx, params.formKey, body),
});
