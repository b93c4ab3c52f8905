import { defineEvents } from '../kernel/events.ts';
import { StoredNotifications } from './notification.schema.ts';

export const notificationEvents = defineEvents('notifications', StoredNotifications, {
  id: 'userId',
  actions: {
    put: ['NotificationsChanged', 'A person changed how they are told of alerts.'],
    mute: ['NoticesMuted', 'A person muted an alert rule for themselves, by the link of a mail.'],
    unmute: ['NoticesUnmuted', 'A person took that back.'],
  },
  facts: ['digest', 'mutedRules'],
});
