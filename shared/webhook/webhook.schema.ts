import * as z from 'zod';
import { idSchema } from '../fields/ids.schema.ts';
import { computedNumber, storableNumber } from '../fields/number.schema.ts';
import { editOf, record } from '../fields/record.schema.ts';
import { line } from '../fields/text.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { presets } from '../webhook-sending/chat/presets.ts';
import { OwnHeaders } from '../webhook-sending/own-headers.ts';

export const EndpointId = idSchema('webhook');

const MOST_FACTS = 10;
const distinct = (names: readonly string[]): boolean => new Set(names).size === names.length;

const fields = {
  url: z.string().min(1).max(2_048).meta({
    description: 'Where events are sent: `https:`, port 443, a host of the public internet.',
    example: 'https://hooks.example.com/heed',
  }),
  events: z
    .array(
      z
        .string()
        .max(60)
        .regex(/^(?:\*|[a-z][A-Za-z]*\.\*|[A-Z][A-Za-z]*)$/, 'must be a name, `noun.*` or `*`'),
    )
    .min(1)
    .max(100)
    .refine(distinct, 'must not name an event twice')
    .meta({
      description:
        'Which events are sent: names of `GET /event-types`, `feedback.*` for all of a noun, `*` for all but those of high volume.',
      example: ['FeedbackAnalysed', 'initiative.*'],
      uniqueItems: true,
    }),
  filter: z
    .record(z.string().regex(/^[a-z][A-Za-z]{0,59}$/), z.union([line(200), storableNumber, z.boolean()]))
    .refine((facts) => Object.keys(facts).length <= MOST_FACTS, `must name at most ${MOST_FACTS} facts`)
    .optional()
    .meta({
      description: 'Facts that an event must state to be sent; of a fact with several values one must be the wanted.',
      example: { source: 'support_ticket' },
    }),
  preset: z.enum(presets).default('standard').meta({
    description:
      '`standard` sends events as they are; `slack` and `teams` send messages, `generic` any JSON of a `bodyTemplate`.',
  }),
  bodyTemplate: z.string().min(1).max(16_384).optional().meta({
    description:
      'A JSON document in whose texts `{{path}}` or `{{path|fallback}}` stand for facts of the event, `{{event}}` for its name and `{{company}}` for the company. Without one, `slack` and `teams` send a message that is ready made.',
    example: '{"text":"{{event}}: {{analysis.sentiment|not analysed yet}}"}',
  }),
  headers: OwnHeaders.optional(),
  description: line(200).optional().meta({ example: 'Chat of the care team' }),
  maxPerSecond: z
    .int()
    .min(1)
    .max(100)
    .optional()
    .meta({ description: 'Requests a second at most; 10 unless said, 1 for `slack`, 4 for `teams`.', example: 10 }),
};

const told = {
  endpointId: EndpointId,
  ...fields,
  maxPerSecond: z.int().min(1).max(100).meta({ description: 'Requests a second at most.', example: 10 }),
  status: z.enum(['enabled', 'paused', 'disabled']).meta({
    description: 'What happens to events: they are sent, wait, or are only kept for a replay.',
  }),
  disabledReason: z.enum(['failing', 'gone']).optional().meta({
    description: 'No request has succeeded for five days, or the receiver has answered 410.',
  }),
  disabledAt: instant.optional(),
  failing: z
    .object({ since: instant, hours: z.int() })
    .optional()
    .meta({ description: 'Since when no request has succeeded; told after 1, 24 and 72 hours.' }),
  oldSecretUntil: instant
    .optional()
    .meta({ description: 'Until when requests bear the signature of the old secret, too.' }),
};

/** Where a company's events are sent. Values of its own headers are shown as `***`. */
export const Webhook = record('Webhook', told);
export type Webhook = z.output<typeof Webhook>;

/** With its secret, which is shown with the answer that makes it and never again. */
export const WebhookWithSecret = Webhook.extend({
  secret: z.string().optional().meta({
    description: 'Keep it: it is shown this once. Left out where it has been replaced since.',
    example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=',
  }),
}).meta({ id: 'WebhookWithSecret' });

/** As it is stored: secrets and values of headers are sealed. */
export const StoredWebhook = record('StoredWebhook', {
  ...told,
  secret: z.string(),
  secretVersion: z.int(),
  oldSecret: z.string().optional(),
  sealedHeaders: z.string().optional(),
});
export type StoredWebhook = z.output<typeof StoredWebhook>;

export const CreateWebhook = z.strictObject(fields).meta({ id: 'CreateWebhook' });
export type CreateWebhook = z.output<typeof CreateWebhook>;
export const EditWebhook = editOf('EditWebhook', fields);

export const WebhookFilter = z.strictObject({ status: told.status.optional() });
export type WebhookFilter = z.output<typeof WebhookFilter>;

export const RotateWebhook = z
  .strictObject({
    overlapHours: z.int().min(0).max(168).default(24).meta({
      description: 'So long requests bear the signatures of both secrets; 0 ends the old one at once.',
    }),
  })
  .meta({ id: 'RotateWebhook' });

const json = z.record(z.string(), z.unknown());

/** A type of event, as receivers meet it in the `data` of a request. */
export const EventType = z
  .object({
    type: z.string(),
    noun: z.string().meta({ description: 'Name all of its events by `noun.*`.', example: 'feedback' }),
    version: z.int(),
    volume: z.enum(['normal', 'high']).meta({ description: '`*` leaves out what comes in high volume.' }),
    description: z.string(),
    schema: json.meta({ description: 'JSON Schema of `data`.' }),
    sample: json.meta({ description: 'An example of `data`.' }),
  })
  .meta({ id: 'EventType' });

export const EnableWebhook = z
  .strictObject({
    replaySinceDisabled: z
      .boolean()
      .default(false)
      .meta({ description: 'Whether to send what happened while it was disabled.' }),
  })
  .meta({ id: 'EnableWebhook' });

export const TestWebhook = z
  .strictObject({ type: z.string().max(60).meta({ example: 'FeedbackAnalysed' }) })
  .meta({ id: 'TestWebhook' });

export const PreviewWebhook = z
  .strictObject({
    type: z.string().max(60).meta({ example: 'FeedbackAnalysed' }),
    bodyTemplate: fields.bodyTemplate.meta({ description: 'Tried instead of that of the endpoint.' }),
  })
  .meta({ id: 'PreviewWebhook' });

const MOST_REPLAYED_MS = 30 * 86_400_000;
const spanMs = ({ from = '', to = '' }: { from?: string | undefined; to?: string | undefined }): number =>
  Date.parse(to) - Date.parse(from);

export const ReplayDeliveries = z
  .strictObject({
    failed: z.literal(true).optional().meta({ description: 'All that have failed for good.' }),
    from: instant.optional().meta({ description: 'What happened since, also before the webhook was made.' }),
    to: instant.optional().meta({ description: 'What happened until then; at most 30 days after `from`.' }),
    types: z
      .array(z.string().min(1).max(60))
      .min(1)
      .max(100)
      .refine(distinct, 'must not name a type twice')
      .optional()
      .meta({
        description: 'Only events of these types, of those that the webhook wants.',
        uniqueItems: true,
      }),
    dryRun: z.boolean().default(false).meta({ description: 'Only counts them.' }),
  })
  .refine(
    ({ failed, from, to }) => (failed ? !from && !to : from && to),
    'must name either `failed` or `from` and `to`',
  )
  .refine(({ failed, types }) => !(failed && types), {
    error: 'must be left out where `failed` is given',
    path: ['types'],
  })
  .refine((stretch) => Number.isNaN(spanMs(stretch)) || spanMs(stretch) > 0, {
    error: 'must lie after from',
    path: ['to'],
  })
  .refine((stretch) => Number.isNaN(spanMs(stretch)) || spanMs(stretch) <= MOST_REPLAYED_MS, {
    error: 'must lie at most 30 days after from',
    path: ['to'],
  })
  .meta({ id: 'ReplayDeliveries', description: 'Either `failed`, or `from` and `to`.' });
export type ReplayDeliveries = z.output<typeof ReplayDeliveries>;

export const WebhookHealth = z
  .object({
    state: z.enum(['sending', 'held', 'failing', 'paused', 'disabled']).meta({
      description:
        '`held`: the receiver has asked to wait. `failing`: it is only asked from time to time whether it is back.',
    }),
    waiting: z.int().meta({ description: 'Deliveries that wait; 1 000 stands for 1 000 or more.' }),
    successShare: computedNumber
      .optional()
      .meta({ description: 'Of the requests of today and the day before; 0 to 1.' }),
    lastSuccessAt: instant.optional(),
    failingSince: instant.optional(),
    heldUntil: instant.optional().meta({ description: 'Nothing is sent before.' }),
  })
  .meta({ id: 'WebhookHealth' });
