import { defineRoutes } from '../http/contract.ts';
import { PutSettings, Settings } from './settings.schema.ts';

export const settingsRoutes = defineRoutes('settings', {
  get: {
    method: 'GET',
    path: '/api/crm/settings',
    summary: 'The company’s settings, with defaults where nothing was set',
    permission: 'settings:read',
    reply: { 200: Settings },
  },
  put: {
    method: 'PUT',
    path: '/api/crm/settings',
    summary: 'Replace the company’s settings',
    description: 'What is left out takes its default. A change of time zone or day boundary recounts all numbers.',
    permission: 'settings:write',
    body: PutSettings,
    ifMatch: true,
    reply: { 200: Settings },
    problems: ['version-conflict'],
  },
});
