/** Partition of what came of deliveries, a row for each endpoint and day, in the order of their days. */
export const DELIVERY_DAYS = 'whc';
