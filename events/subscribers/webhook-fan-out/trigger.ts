import { WEBHOOK_BULK_QUEUE, WEBHOOK_QUEUE } from '../../../shared/kernel/queue-variable.ts';
import { catalogue } from '../../../shared/webhook/catalogue.ts';
import { defineSubscriber } from '../../define.ts';

/** Puts a delivery for each webhook that wants an event; what is many of one company goes on to a queue of its own. */
export const trigger = defineSubscriber({
  area: 'platform',
  name: 'webhook-fan-out',
  on: catalogue.map(({ type }) => type),
  needs: { table: 'write', sendsTo: [WEBHOOK_QUEUE, WEBHOOK_BULK_QUEUE] },
  batchSize: 50,
  alarmAfterSeconds: 60,
});
