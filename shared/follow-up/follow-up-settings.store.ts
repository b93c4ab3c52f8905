import { defineStore } from '../kernel/store.ts';
import { FollowUpSettings, StoredFollowUpSettings } from './follow-up-settings.schema.ts';

export const storedFollowUpSettings = defineStore('followUpSettings', StoredFollowUpSettings, {
  id: 'settingsId',
  key: { pk: () => 'set', sk: ({ settingsId }) => settingsId },
  indexes: {},
  shown: (settings) => FollowUpSettings.parse(settings),
});
