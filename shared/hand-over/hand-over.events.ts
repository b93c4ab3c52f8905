import * as z from 'zod';
import { prose } from '../fields/text.schema.ts';
import { defineEvents } from '../kernel/events.ts';
import { HandOver } from './hand-over.schema.ts';

const HANDED_OVER =
  'A record or an initiative was handed over to a tracker. Only its own webhook is told, and those that name this event.';

const own = defineEvents('handOver', HandOver, {
  id: 'handOverId',
  actions: {
    create: ['TriageHandedOver', HANDED_OVER],
    refer: ['HandOverReferenced', 'It is known what a tracker calls what was handed over.'],
    status: ['HandOverStatusChanged', 'A tracker said what became of what was handed over.'],
  },
  silent: ['confirm'],
  readBy: 'workflow:read',
  facts: [
    'trackerId',
    'endpointId',
    'feedbackId',
    'initiativeId',
    'state',
    'type',
    'theme',
    'impact',
    'route',
    'voices',
    'externalRef',
    'theirStatus',
    'theirStatusAt',
    'status',
  ],
});

const onlyThere = 'Only in what is sent to the tracker’s own webhook';

/** What is added to the event for the tracker alone, when it is sent; it is on no bus and in no log. */
const forTracker = {
  title: z
    .string()
    .optional()
    .meta({ description: `${onlyThere}: one line for the item; of an initiative its title.` }),
  link: z
    .string()
    .optional()
    .meta({ description: `${onlyThere}: where the record or initiative is shown.` }),
  text: prose(60_000)
    .optional()
    .meta({ description: `${onlyThere}: what was said, as far as the tracker gets texts; nothing of an initiative.` }),
};

const { TriageHandedOver, ...others } = own.schemas;
export const handOverEvents = {
  ...own,
  schemas: {
    TriageHandedOver: TriageHandedOver.extend(forTracker).meta({ id: 'TriageHandedOver', description: HANDED_OVER }),
    ...others,
  },
};
