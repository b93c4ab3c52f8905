import { serve } from '../../shared/http/serve.ts';
import { catalogue } from '../../shared/webhook/catalogue.ts';
import { getInFull, list as listDeliveries, replay } from '../../shared/webhook/delivery.ts';
import { replayMany } from '../../shared/webhook/replay-range.ts';
import { enable, health, pause, preview, test } from '../../shared/webhook/switching.ts';
import { create, edit, get, list, remove, rotate, secretOf } from '../../shared/webhook/webhook.ts';
import { webhookRoutes } from '../../shared/webhook/webhook.routes.ts';

export const handler = serve(
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
