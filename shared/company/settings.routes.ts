import * as z from 'zod';
import { CreateFormKey, FormKey, FormKeyId } from '../form/form.schema.ts';
import { defineRoutes } from '../http/contract.ts';
import { PutSettings, Settings } from './settings.schema.ts';

export const settingsRoutes = defineRoutes('settings', {
  get: {
    method: 'GET',
    path: '/api/crm/settings',
    summary: 'Get the company’s settings',
    description: 'With the defaults of what was never set.',
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
  listFormKeys: {
    method: 'GET',
    path: '/api/crm/settings/form-keys',
    summary: 'List form keys',
    permission: 'settings:read',
    reply: { 200: z.object({ items: z.array(FormKey) }) },
  },
  createFormKey: {
    method: 'POST',
    path: '/api/crm/settings/form-keys',
    summary: 'Create a form key',
    permission: 'settings:write',
    body: CreateFormKey,
    reply: { 201: FormKey },
    problems: ['conflict'],
  },
  removeFormKey: {
    method: 'DELETE',
    path: '/api/crm/settings/form-keys/{formKey}',
    summary: 'Revoke a form key',
    description: 'Its form is refused from then on.',
    permission: 'settings:write',
    params: z.object({ formKey: FormKeyId }),
    reply: { 204: null },
  },
});
