import * as z from 'zod';
import { idSchema } from '../fields/ids.schema.ts';
import { record } from '../fields/record.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { EndpointId } from './webhook.schema.ts';

export const DeliveryId = idSchema('delivery');

/** One request and what came of it. */
export const Attempt = z
  .object({
    at: instant,
    ms: z.int().optional().meta({ description: 'From the look-up of the name to the end of the reply.' }),
    address: z.string().optional().meta({ description: 'Where the request went.', example: '93.184.215.14' }),
    status: z.int().optional(),
    error: z
      .enum(['blocked', 'dns', 'tls', 'connect', 'timeout', 'closed', 'unknown'])
      .optional()
      .meta({ description: 'Why there was no reply; `unknown` where we ended before we noted one.' }),
    retryAfterSeconds: z.int().optional(),
    together: z.int().optional().meta({
      description: 'So many deliveries were sent to a chat as one message, which tells of all of them.',
    }),
    responseHeaders: z.record(z.string(), z.string()).optional(),
    responseExcerpt: z
      .string()
      .optional()
      .meta({ description: 'At most 1 KB, without what looks secret or personal.' }),
  })
  .meta({ id: 'DeliveryAttempt' });
export type Attempt = z.output<typeof Attempt>;

const told = {
  deliveryId: DeliveryId,
  endpointId: EndpointId,
  eventId: z.string(),
  type: z.string().meta({ example: 'FeedbackAnalysed' }),
  state: z.enum(['waiting', 'sending', 'delivered', 'failed', 'skipped']).meta({
    description: '`failed` after ten attempts or 96 hours; `skipped` came while the endpoint was disabled.',
  }),
  attempts: z.int().meta({ description: 'Counted ones; while a receiver is down, it is also asked without counting.' }),
  replay: z.boolean().optional().meta({ description: 'Somebody has asked for it to be sent again.' }),
};

/** An event on its way to an endpoint. */
export const Delivery = z
  .object({ ...told, nextAt: instant.optional(), createdAt: instant, updatedAt: instant })
  .meta({ id: 'Delivery' });
export type Delivery = z.output<typeof Delivery>;

export const DeliveryInFull = Delivery.extend({
  request: z.object({
    headers: z.record(z.string(), z.string()).optional().meta({ description: 'Of the newest attempt.' }),
    body: z.string().meta({
      description:
        'The bytes that are sent, always the same. Those of a hand-over are sent with a title, a link and texts, which are not kept.',
    }),
  }),
  log: z.array(Attempt).meta({ description: 'The newest attempts, the oldest of them first.' }),
}).meta({ id: 'DeliveryInFull' });

export const StoredDelivery = record('StoredDelivery', {
  ...told,
  body: z.string(),
  sentHeaders: z.record(z.string(), z.string()).optional(),
  log: z.array(Attempt),
  /** Orders it in its lane: when it is due, when its lease ends, or since when it lies there. */
  placedAt: instant,
  /** Of the attempt that is being made, or was made last. */
  startedAt: instant.optional(),
  /** From when on its retries are counted: when it came, or was replayed. */
  scheduledFrom: instant,
  /** The job that has it sent again, so that a part of it that is done twice does so once. */
  replayedBy: idSchema('job').optional(),
});
export type StoredDelivery = z.output<typeof StoredDelivery>;

export const DeliveryFilter = z.strictObject({
  state: told.state.optional(),
  type: z.string().max(60).optional(),
  from: instant.optional(),
  to: instant.optional(),
});
export type DeliveryFilter = z.output<typeof DeliveryFilter>;
