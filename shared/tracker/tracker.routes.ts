import * as z from 'zod';
import { defineRoutes } from '../http/contract.ts';
import { crud, putOf } from '../http/crud.ts';
import { RotateWebhook } from '../webhook/webhook.schema.ts';
import {
  CreateTracker,
  EditTracker,
  Tracker,
  TrackerFilter,
  TrackerId,
  TrackerSays,
  TrackerWithSecret,
} from './tracker.schema.ts';

const path = '/api/crm/trackers';
const params = { trackerId: TrackerId };
const write = 'webhooks:write';

const kind = {
  names: ['a tracker', 'trackers'],
  path,
  params,
  read: 'webhooks:read',
  write,
  record: Tracker,
  create: CreateTracker,
  edit: EditTracker,
  filter: TrackerFilter,
} as const;
const { create, ...records } = crud(kind);

export const trackerRoutes = defineRoutes('tracker', {
  ...records,
  put: putOf(kind),
  create: {
    ...create,
    description:
      'What it sends to `…/inbound` is signed by Standard Webhooks with the `secret` of the answer. At most 20 a company.',
    reply: { 201: TrackerWithSecret },
    problems: ['conflict'],
  },
  rotate: {
    method: 'POST',
    path: `${path}/{trackerId}/rotate`,
    summary: 'Replace the secret of a tracker',
    description: 'For a while signatures with either secret are good.',
    permission: write,
    params: z.object(params),
    body: RotateWebhook,
    reply: { 200: TrackerWithSecret },
    problems: ['rotation-open'],
  },
});

/** What trackers call themselves, without a token. */
export const trackerInboundRoutes = defineRoutes('tracker-inbound', {
  inbound: {
    method: 'POST',
    path: `${path}/{trackerId}/inbound`,
    summary: 'Tell what became of an item that was handed over',
    description:
      'Needs no token: it is signed by Standard Webhooks (`webhook-id`, `webhook-timestamp`, `webhook-signature`) with the secret of the tracker, less than five minutes ago. The same `webhook-id` within 30 days is answered as the first time; `applied` says whether a record or an initiative has moved. Who asked for an initiative is told only by a tracker with `mayNotify`. 404 for a reference that is not known yet: try again.',
    permission: 'public',
    params: z.object(params),
    body: TrackerSays,
    maxBytes: 10_000,
    reply: { 200: z.object({ applied: z.boolean() }).meta({ id: 'TrackerHeard' }) },
    problems: ['unauthorized', 'idempotency-mismatch', 'conflict'],
  },
});
