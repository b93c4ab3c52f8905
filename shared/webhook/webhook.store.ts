import type { Context } from '../kernel/context.ts';
import { partOf } from '../kernel/json.ts';
import { defineStore } from '../kernel/store.ts';
import { StoredWebhook, Webhook } from './webhook.schema.ts';

export const webhooks = defineStore('webhook', StoredWebhook, {
  id: 'endpointId',
  key: { pk: () => 'wh', sk: ({ endpointId }) => endpointId },
  indexes: {},
  atMost: { records: 50, called: 'webhooks' },
  shown: (stored) => partOf(Webhook, stored),
});

/** All endpoints of a company with what is kept secret of them; there are few. */
export async function endpointsIn(ctx: Context): Promise<StoredWebhook[]> {
  const found: StoredWebhook[] = [];
  for await (const steps of webhooks.all(ctx, { from: undefined, size: 50 }))
    found.push(...steps.flatMap(({ item }) => item ?? []));
  return found;
}
