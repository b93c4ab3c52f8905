import * as z from 'zod';
import { idSchema } from '../fields/ids.schema.ts';
import { record } from '../fields/record.schema.ts';
import { EndpointId } from './webhook.schema.ts';

/** What came of an endpoint's deliveries that ended on one day of the company; written by its senders alone. */
export const DeliveryDay = record('DeliveryDay', {
  dayId: idSchema('deliveryDay'),
  endpointId: EndpointId,
  day: z.iso.date(),
  /** As they are counted (`delivery.counted.ts`): integers that only grow. */
  counters: z.record(z.string(), z.int().min(0)),
});
export type DeliveryDay = z.output<typeof DeliveryDay>;
