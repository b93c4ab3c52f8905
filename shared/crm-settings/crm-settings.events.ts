import { defineEvents } from '../kernel/events.ts';
import { StoredCrmSettings } from './crm-settings.schema.ts';

export const crmSettingsEvents = defineEvents('crmSettings', StoredCrmSettings, {
  id: 'settingsId',
  actions: { put: ['CrmSettingsChanged', 'Somebody put the settings of customers.'] },
  facts: ['defaultCountry'],
});
