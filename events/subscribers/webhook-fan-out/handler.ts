import { EventDetail, takeIn } from '../../../shared/webhook/intake.ts';
import { onEvents } from '../../on-event.ts';

/** One delivery per event and endpoint, however often the event comes. */
export const handler = onEvents({
  name: 'webhook-fan-out',
  detail: EventDetail,
  companyOf: ({ companyId }) => companyId,
  act: takeIn,
});
