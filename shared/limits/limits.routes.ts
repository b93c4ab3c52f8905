import { defineRoutes } from '../http/contract.ts';
import { Limits, PutLimits } from './limits.schema.ts';

const path = '/api/crm/settings/limits' as const;

export const limitsRoutes = defineRoutes('limits', {
  settings: {
    method: 'GET',
    path,
    summary: 'Get how often and when customers are written to',
    description: 'With the defaults of what was never set.',
    permission: 'settings:read',
    reply: { 200: Limits },
  },
  putSettings: {
    method: 'PUT',
    path,
    summary: 'Replace how often and when customers are written to',
    description: 'What is left out takes its default. Holds for what is sent from now on.',
    permission: 'settings:write',
    body: PutLimits,
    ifMatch: true,
    reply: { 200: Limits },
    problems: ['version-conflict'],
  },
});
