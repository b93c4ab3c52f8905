import * as z from 'zod';
import { defineRoutes } from '../http/contract.ts';
import { crud } from '../http/crud.ts';
import { pageOf, pageQuery } from '../http/page.schema.ts';
import { Job } from '../job/job.schema.ts';
import { Attempt, Delivery, DeliveryFilter, DeliveryId, DeliveryInFull } from './delivery.schema.ts';
import {
  CreateWebhook,
  EditWebhook,
  EnableWebhook,
  EndpointId,
  EventType,
  PreviewWebhook,
  ReplayDeliveries,
  RotateWebhook,
  TestWebhook,
  Webhook,
  WebhookFilter,
  WebhookHealth,
  WebhookWithSecret,
} from './webhook.schema.ts';

const read = 'webhooks:read';
const write = 'webhooks:write';
const path = '/api/crm/webhooks/{endpointId}';
const params = z.object({ endpointId: EndpointId });
const ReplayCount = z.object({ count: z.int() }).meta({ id: 'ReplayCount' });

const { create, ...records } = crud({
  names: ['a webhook', 'webhooks'],
  path: '/api/crm/webhooks',
  params: { endpointId: EndpointId },
  read,
  write,
  record: Webhook,
  create: CreateWebhook,
  edit: EditWebhook,
  filter: WebhookFilter,
});

export const webhookRoutes = defineRoutes('webhook', {
  ...records,
  create: {
    ...create,
    description: 'Requests are signed by Standard Webhooks with the `secret` of the answer. At most 50 a company.',
    reply: { 201: WebhookWithSecret },
    problems: ['conflict'],
  },
  rotate: {
    method: 'POST',
    path: `${path}/rotate`,
    summary: 'Replace the secret of a webhook',
    description: 'For a while requests bear the signatures of both secrets, the new one first.',
    permission: write,
    params,
    body: RotateWebhook,
    reply: { 200: WebhookWithSecret },
    problems: ['rotation-open'],
  },
  pause: {
    method: 'POST',
    path: `${path}/pause`,
    summary: 'Pause a webhook',
    description: 'Its events wait until it is enabled.',
    permission: write,
    params,
    body: z.strictObject({}).meta({ id: 'PauseWebhook' }),
    reply: { 200: Webhook },
  },
  enable: {
    method: 'POST',
    path: `${path}/enable`,
    summary: 'Enable a webhook that is paused or disabled',
    permission: write,
    params,
    body: EnableWebhook,
    reply: { 200: Webhook },
  },
  test: {
    method: 'POST',
    path: `${path}/test`,
    summary: 'Send a test event to a webhook',
    description:
      'A `WebhookTest` whose data is an example of the type. The answer says what came of it, after 15 s at most.',
    permission: write,
    params,
    body: TestWebhook,
    reply: { 200: z.object({ attempt: Attempt }).meta({ id: 'WebhookTestResult' }) },
  },
  preview: {
    method: 'POST',
    path: `${path}/preview`,
    summary: 'Show what a webhook sends about a type of event',
    description: 'With an example of the type, and by a template that is not saved yet where one is given.',
    permission: write,
    params,
    body: PreviewWebhook,
    reply: { 200: z.object({ body: z.string() }).meta({ id: 'WebhookPreview' }) },
  },
  health: {
    method: 'GET',
    path: `${path}/health`,
    summary: 'Get how sending to a webhook stands',
    permission: read,
    params,
    reply: { 200: WebhookHealth },
  },
  replayMany: {
    method: 'POST',
    path: `${path}/replay`,
    summary: 'Send all failed deliveries of a webhook, or all of a stretch of time, again',
    description:
      'Each under its `webhook-id`, with `heed-replay: 1`, by a job that takes at most ten a second, and no more than half of `maxPerSecond`; what happens meanwhile comes in between. One at a time for each webhook. With `dryRun` 200 and a count of up to 10 000.',
    permission: write,
    params,
    body: ReplayDeliveries,
    reply: { 202: Job, 200: ReplayCount },
    problems: ['endpoint-disabled', 'conflict'],
  },
  deliveries: {
    method: 'GET',
    path: `${path}/deliveries`,
    summary: 'List deliveries of a webhook',
    description: 'Those of the last 30 days, newest first. All given filters must hold.',
    permission: read,
    params,
    query: DeliveryFilter.extend(pageQuery),
    reply: { 200: pageOf(Delivery) },
  },
  delivery: {
    method: 'GET',
    path: `${path}/deliveries/{deliveryId}`,
    summary: 'Get a delivery with its request and attempts',
    permission: read,
    params: params.extend({ deliveryId: DeliveryId }),
    reply: { 200: DeliveryInFull },
  },
  replay: {
    method: 'POST',
    path: `${path}/deliveries/{deliveryId}/replay`,
    summary: 'Send a delivery again',
    description: 'Under its old `webhook-id`, with `heed-replay: 1`.',
    permission: write,
    params: params.extend({ deliveryId: DeliveryId }),
    body: z.strictObject({}).meta({ id: 'ReplayDelivery' }),
    reply: { 202: Delivery },
    problems: ['endpoint-disabled'],
  },
  eventTypes: {
    method: 'GET',
    path: '/api/crm/event-types',
    summary: 'List the types of events',
    description: 'Each with the JSON Schema of its data and an example.',
    permission: read,
    reply: { 200: z.object({ items: z.array(EventType) }).meta({ id: 'EventTypes' }) },
  },
});
