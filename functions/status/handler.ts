import { serve } from '../../shared/http/serve.ts';
import { status } from '../../shared/status/status.ts';
import { statusRoutes } from '../../shared/status/status.routes.ts';

export const handler = serve(statusRoutes, { read: (ctx) => status(ctx) });
