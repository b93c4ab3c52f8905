import { create as createHandOver, list as listHandOvers, refer } from '../../shared/hand-over/hand-over.ts';
import { handOverRoutes } from '../../shared/hand-over/hand-over.routes.ts';
import { inbound } from '../../shared/hand-over/inbound.ts';
import { bind, serveAll } from '../../shared/http/serve.ts';
import * as trackers from '../../shared/tracker/tracker.ts';
import { admitTracker } from '../../shared/tracker/tracker-lookup.ts';
import { trackerInboundRoutes, trackerRoutes } from '../../shared/tracker/tracker.routes.ts';
import { catalogue } from '../../shared/webhook/catalogue.ts';
import { getInFull, list as listDeliveries, replay } from '../../shared/webhook/delivery.ts';
import { replayMany } from '../../shared/webhook/replay.ts';
import { enable, health, pause, preview, test } from '../../shared/webhook/switching.ts';
import { create, edit, get, list, remove, rotate, secretOf } from '../../shared/webhook/webhook.ts';
import { webhookRoutes } from '../../shared/webhook/webhook.routes.ts';

const ofWebhooks = bind(
  webhookRoutes,
  {
    list,
    create,
    get,
    edit,
    remove,
    rotate,
    pause,
    enable,
    test,
    preview,
    health,
    deliveries: listDeliveries,
    delivery: getInFull,
    replay,
    replayMany,
    eventTypes: () => ({ items: [...catalogue] }),
  },
  { completed: { create: secretOf, rotate: secretOf } },
);

const ofTrackers = bind(
  trackerRoutes,
  {
    list: trackers.list,
    create: trackers.create,
    get: trackers.get,
    edit: trackers.edit,
    put: trackers.put,
    remove: trackers.remove,
    rotate: trackers.rotate,
  },
  { completed: { create: trackers.secretOf, rotate: trackers.secretOf } },
);

export const handler = serveAll(
  ofWebhooks,
  ofTrackers,
  bind(trackerInboundRoutes, { inbound }, { admit: admitTracker }),
  bind(handOverRoutes, { list: listHandOvers, create: createHandOver, refer }),
);
