import * as z from 'zod';
import { defineRoutes } from '../http/contract.ts';
import { crud } from '../http/crud.ts';
import { pageOf, pageQuery } from '../http/page.schema.ts';
import { HookDelivery, HookDeliveryFilter, HookDeliveryId } from './delivery.schema.ts';
import {
  CreateHook,
  EditHook,
  Hook,
  HookFilter,
  HookHealth,
  HookId,
  HookWithSecret,
  RotateHook,
} from './hook.schema.ts';

const path = '/api/crm/hooks';
const params = { hookId: HookId };
const permission = 'imports:write';

const { create, ...records } = crud({
  names: ['a hook', 'hooks'],
  path,
  params,
  read: permission,
  write: permission,
  record: Hook,
  create: CreateHook,
  edit: EditHook,
  filter: HookFilter,
});

export const hookRoutes = defineRoutes('hook', {
  ...records,
  create: {
    ...create,
    description:
      'Typeform and Delighted are told to send to `/hooks/{hookId}`, signed with the `secret` of the answer. At most 20 a company.',
    reply: { 201: HookWithSecret },
    problems: ['conflict'],
  },
  rotate: {
    method: 'POST',
    path: `${path}/{hookId}/rotate`,
    summary: 'Replace the secret of a hook',
    description: 'For a while signatures with either secret are good. For Delighted the new API key is given.',
    permission,
    params: z.object(params),
    body: RotateHook,
    reply: { 200: HookWithSecret },
    problems: ['rotation-open'],
  },
  health: {
    method: 'GET',
    path: `${path}/{hookId}/health`,
    summary: 'Tell how often a hook has turned requests away',
    permission,
    params: z.object(params),
    reply: { 200: HookHealth },
  },
  deliveries: {
    method: 'GET',
    path: `${path}/{hookId}/deliveries`,
    summary: 'List what came in on a hook',
    description: 'Of the last 30 days, newest first; without what was said.',
    permission,
    params: z.object(params),
    query: HookDeliveryFilter.extend(pageQuery),
    reply: { 200: pageOf(HookDelivery) },
  },
  replay: {
    method: 'POST',
    path: `${path}/{hookId}/deliveries/{deliveryId}/replay`,
    summary: 'Take a delivery once more',
    description: 'By the mapping as it is now. `conflict` for one that has been taken or skipped: it is not kept.',
    permission,
    params: z.object({ ...params, deliveryId: HookDeliveryId }),
    reply: { 202: HookDelivery },
    problems: ['conflict'],
  },
});

/** What other products call, without a token. */
export const hookInboundRoutes = defineRoutes('hook-inbound', {
  inbound: {
    method: 'POST',
    path: '/hooks/{hookId}',
    summary: 'Take a response that another product sends',
    description:
      'Needs no token: `Typeform-Signature` or `X-Delighted-Webhook-Signature` is checked over the bytes of the body before it is read. The same `event_id` within 30 days is one delivery. What cannot be taken is answered with 202, too, and waits. Above the rate of the hook 429, with the time to wait.',
    permission: 'public',
    signed: true,
    params: z.object(params),
    body: z.looseObject({}).meta({ id: 'HookBody' }),
    reply: { 202: z.object({ deliveryId: HookDeliveryId }).meta({ id: 'HookTaken' }) },
    problems: ['unauthorized', 'too-many-requests'],
  },
});
