import { builtIn, get, list, me, put, remove } from '../../shared/access/access.ts';
import { accessRoutes } from '../../shared/access/access.routes.ts';
import { bind, serveAll } from '../../shared/http/serve.ts';
import * as notifications from '../../shared/notification/notification.ts';
import { notificationRoutes } from '../../shared/notification/notification.routes.ts';
import * as views from '../../shared/view/view.ts';
import { viewRoutes } from '../../shared/view/view.routes.ts';

export const handler = serveAll(
  bind(accessRoutes, { me, list, builtIn, get, put, remove }),
  bind(notificationRoutes, { get: notifications.get, put: notifications.put }),
  bind(viewRoutes, { ...views }),
);
