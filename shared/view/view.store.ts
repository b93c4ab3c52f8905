import { defineStore } from '../kernel/store.ts';
import { named } from './view-name.ts';
import { View } from './view.schema.ts';

export const views = defineStore('view', View, {
  id: 'viewId',
  key: { pk: () => 'vew', sk: ({ viewId }) => viewId },
  indexes: {},
  atMost: { records: 500, called: 'saved views' },
  beside: named,
});
