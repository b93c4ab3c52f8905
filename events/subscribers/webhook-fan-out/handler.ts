import * as z from 'zod';
import { fanOut } from '../../../shared/webhook/fan-out.ts';
import { onEvents } from '../../on-event.ts';

/** One delivery per event and endpoint, however often the event comes. */
export const handler = onEvents({
  name: 'webhook-fan-out',
  detail: z.looseObject({ eventId: z.string(), companyId: z.string(), at: z.iso.datetime().optional() }),
  companyOf: ({ companyId }) => companyId,
  act: fanOut,
});
