import { formRoutes } from '../../shared/form/form.routes.ts';
import { admit, receive } from '../../shared/form/form.ts';
import { serve } from '../../shared/http/serve.ts';

export const handler = serve(
  formRoutes,
  { post: (ctx, { body }) => receive(ctx, body) },
  { admit: (ctx, { formKey = '' }) => admit(ctx, formKey) },
);
