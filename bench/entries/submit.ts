import { baseClient } from '../../shared/kernel/table.ts';

/** The product's own feedback handler, with its client within reach so that the transport can be stubbed. */
export { handler } from '../../functions/feedback/handler.ts';
export const client = baseClient();
