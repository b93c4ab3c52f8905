import { maskLists } from '../../shared/analysis/masking.ts';
import { serve } from '../../shared/http/serve.ts';
import { create, edit, get, link, linked, list, remove, unlink } from '../../shared/initiative/initiative.ts';
import { initiativeRoutes } from '../../shared/initiative/initiative.routes.ts';

export const handler = serve(
  initiativeRoutes,
  { list, create, get, edit, remove, link, unlink, linked },
  { masking: maskLists },
);
