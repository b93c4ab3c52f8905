import { builtIn, get, list, me, put, remove } from '../../shared/access/access.ts';
import { accessRoutes } from '../../shared/access/access.routes.ts';
import { serve } from '../../shared/http/serve.ts';

export const handler = serve(accessRoutes, { me, list, builtIn, get, put, remove });
