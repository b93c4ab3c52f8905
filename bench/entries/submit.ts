import { baseClient } from '../../shared/kernel/table.ts';

/** The product's own intake handler, with its client within reach so that the transport can be stubbed. */
export { handler } from '../../functions/intake/handler.ts';
export const client = baseClient();
