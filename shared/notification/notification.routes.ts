import { defineRoutes } from '../http/contract.ts';
import { Notifications, PutNotifications } from './notification.schema.ts';

const path = '/api/crm/me/notifications';

/** How whoever calls wants to be told of alerts. */
export const notificationRoutes = defineRoutes('notification', {
  get: {
    method: 'GET',
    path,
    summary: 'Get how the caller is told of alerts',
    permission: 'token',
    reply: { 200: Notifications },
  },
  put: {
    method: 'PUT',
    path,
    summary: 'Set how the caller is told of alerts',
    description: 'Holds for whatever is told from then on. What waits for a digest already comes when that was due.',
    permission: 'token',
    body: PutNotifications,
    ifMatch: true,
    reply: { 200: Notifications },
  },
});
