import { bind, serveAll } from '../../shared/http/serve.ts';
import { cancel, get, list, pause, resume } from '../../shared/job/job.ts';
import { jobRoutes } from '../../shared/job/job.routes.ts';
import { status } from '../../shared/status/status.ts';
import { statusRoutes } from '../../shared/status/status.routes.ts';

export const handler = serveAll(
  bind(statusRoutes, { read: (ctx) => status(ctx) }),
  bind(jobRoutes, { list, get, pause, resume, cancel }),
);
