import { defineEvents } from '../kernel/events.ts';
import { StoredLimits } from './limits.schema.ts';

export const limitsEvents = defineEvents('contactLimits', StoredLimits, {
  id: 'settingsId',
  actions: { put: ['ContactLimitsChanged', 'Somebody put how often and when customers are written to.'] },
  facts: ['surveysCount'],
});
