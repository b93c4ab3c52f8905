import { WEBHOOK_QUEUE } from '../../../shared/kernel/queue-variable.ts';
import { catalogue } from '../../../shared/webhook/catalogue.ts';
import { defineSubscriber } from '../../define.ts';

/** Puts a delivery for each webhook that wants an event. */
export const trigger = defineSubscriber({
  area: 'platform',
  name: 'webhook-fan-out',
  on: catalogue.map(({ type }) => type),
  needs: { table: 'write', sendsTo: [WEBHOOK_QUEUE] },
  batchSize: 50,
});
