import * as z from 'zod';
import { defineRoutes } from '../http/contract.ts';
import { ItemProblem } from '../http/items.schema.ts';
import { pageOf, pageQuery } from '../http/page.schema.ts';
import {
  AcknowledgeAlert,
  Alert,
  AlertBulk,
  AlertCounts,
  AlertDetail,
  AlertFilter,
  AlertId,
  AssignAlert,
  CommentAlert,
  ResolveAlert,
  SnoozeAlert,
} from './alert.schema.ts';

const path = '/api/crm/alerts';
const params = z.object({ alertId: AlertId });
/** Whoever may read or change their own alone: alerts that they own or were told of. */
const own = 'alerts:own';
const act = { method: 'POST', params, permission: 'alerts:write', ifMatch: true, problems: ['conflict'] } as const;

export const alertRoutes = defineRoutes('alert', {
  list: {
    method: 'GET',
    path,
    summary: 'List alerts',
    description:
      'The newest first; those of one open status by severity first. All given filters must hold. Whoever holds `alerts:own` alone, as agents do, sees those that they own or were told of, always the newest first.',
    permission: 'alerts:read',
    own,
    query: AlertFilter.extend(pageQuery),
    reply: { 200: pageOf(Alert, { counts: AlertCounts }) },
  },
  get: {
    method: 'GET',
    path: `${path}/{alertId}`,
    summary: 'Get an alert with its records and whom it was told to',
    params,
    permission: 'alerts:read',
    own,
    reply: { 200: AlertDetail },
  },
  acknowledge: {
    ...act,
    path: `${path}/{alertId}/acknowledge`,
    summary: 'Acknowledge an alert',
    own,
    description: 'Whoever does becomes its owner if there is none. 412 for one that somebody else has acknowledged.',
    body: AcknowledgeAlert,
    reply: { 200: Alert },
  },
  resolve: {
    ...act,
    path: `${path}/{alertId}/resolve`,
    summary: 'Resolve an alert',
    own,
    description: 'It never opens again: a new breach is a new alert.',
    body: ResolveAlert,
    reply: { 200: Alert },
  },
  snooze: {
    ...act,
    path: `${path}/{alertId}/snooze`,
    summary: 'Snooze an alert',
    description: 'For at most 30 days. A rise in severity ends it.',
    body: SnoozeAlert,
    reply: { 200: Alert },
  },
  assign: {
    ...act,
    path: `${path}/{alertId}/assign`,
    summary: 'Give an alert to somebody',
    body: AssignAlert,
    reply: { 200: Alert },
  },
  comment: {
    ...act,
    path: `${path}/{alertId}/comments`,
    summary: 'Comment on an alert',
    own,
    description: 'Also on a closed one. An alert holds 200 KB of comments (409).',
    body: CommentAlert,
    reply: { 201: Alert },
  },
  bulk: {
    method: 'POST',
    path: `${path}/bulk`,
    summary: 'Acknowledge, resolve, snooze or assign up to 200 alerts',
    description: 'Each for itself: one that is refused spoils no other.',
    permission: 'alerts:write',
    body: AlertBulk,
    reply: {
      200: z.object({
        results: z.array(
          z
            .object({
              index: z.int().min(0),
              status: z.int().meta({ description: '200, 404, 409 or 412, as for a single alert.', example: 200 }),
              problem: ItemProblem.optional(),
            })
            .meta({ id: 'AlertBulkResult' }),
        ),
      }),
    },
  },
});
