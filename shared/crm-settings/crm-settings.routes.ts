import { defineRoutes } from '../http/contract.ts';
import { CrmSettings, PutCrmSettings } from './crm-settings.schema.ts';

const path = '/api/crm/settings/crm' as const;

export const crmSettingsRoutes = defineRoutes('crm-settings', {
  settings: {
    method: 'GET',
    path,
    summary: 'Get the settings of customers',
    description: 'With the defaults of what was never set.',
    permission: 'settings:read',
    reply: { 200: CrmSettings },
  },
  putSettings: {
    method: 'PUT',
    path,
    summary: 'Replace the settings of customers',
    description: 'What is left out takes its default. Customers keep what they say until they are changed.',
    permission: 'settings:write',
    body: PutCrmSettings,
    ifMatch: true,
    reply: { 200: CrmSettings },
    problems: ['version-conflict'],
  },
});
