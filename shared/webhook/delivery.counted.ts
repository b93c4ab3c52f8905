import * as z from 'zod';
import { COMPANY_KEY, type CountedKind } from '../metrics/counted-kind.ts';
import { recordChangeOf } from '../metrics/record-change.ts';

/** The part of an endpoint's day that numbers depend on. */
export const CountableDay = z.object({
  dayId: z.string(),
  endpointId: z.string(),
  day: z.iso.date(),
  counters: z.record(z.string(), z.int().min(0)),
});
export type CountableDay = z.infer<typeof CountableDay>;

/** Deliveries as a counted kind, by endpoint and day: a record is a day of an endpoint, not a delivery. */
export const countedDeliveries: CountedKind<CountableDay> = {
  kind: 'deliveryDay',
  ledger: 'delivery#',
  dimensions: ['delivery.company', 'delivery.endpoint'],
  contributions: ({ day, endpointId, counters }) => [
    { day, dims: { 'delivery.company': COMPANY_KEY, 'delivery.endpoint': endpointId }, counters },
  ],
  changeOf: (change) => recordChangeOf(change, CountableDay, { kind: 'deliveryDay', id: 'dayId' }),
};
