import { defineStore } from '../kernel/store.ts';
import { Settings, StoredSettings } from './settings.schema.ts';

export const storedSettings = defineStore('settings', StoredSettings, {
  id: 'settingsId',
  key: { pk: () => 'set', sk: ({ settingsId }) => settingsId },
  indexes: {},
  shown: (settings) => Settings.parse(settings),
});
