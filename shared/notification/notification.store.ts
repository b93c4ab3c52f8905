import { defineStore } from '../kernel/store.ts';
import { Notifications, StoredNotifications } from './notification.schema.ts';

export const storedNotifications = defineStore('notifications', StoredNotifications, {
  id: 'userId',
  key: { pk: () => 'ntf', sk: ({ userId }) => userId },
  indexes: {},
  shown: (stored) => Notifications.parse(stored),
});
