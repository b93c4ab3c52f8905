import { defineEvents } from '../kernel/events.ts';
import { Webhook } from './webhook.schema.ts';

export const webhookEvents = defineEvents('webhook', Webhook, {
  id: 'endpointId',
  actions: {
    create: ['WebhookCreated', 'An endpoint for events was added.'],
    edit: ['WebhookChanged', 'Somebody changed where or which events are sent; `changedKeys` tells which fields.'],
    rotate: ['WebhookSecretRotated', 'An endpoint’s secret was replaced.'],
    pause: ['WebhookPaused', 'Somebody paused an endpoint: its events wait.'],
    fail: [
      'WebhookFailing',
      'No request to an endpoint has succeeded for 1, 24 or 72 hours; `failing` tells since when.',
    ],
    disable: [
      'WebhookDisabled',
      'An endpoint was disabled, because nothing succeeded for five days or it answered 410.',
    ],
    recover: ['WebhookRecovered', 'A request to an endpoint that was failing has succeeded.'],
    enable: ['WebhookEnabled', 'Somebody enabled an endpoint that was paused or disabled.'],
    delete: ['WebhookDeleted', 'An endpoint was deleted: nothing is sent there any more.'],
  },
  readBy: 'webhooks:read',
  facts: ['status', 'disabledReason', 'disabledAt', 'failing'],
});
