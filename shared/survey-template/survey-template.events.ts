import { defineEvents } from '../kernel/events.ts';
import { StoredTemplate } from './survey-template.schema.ts';

export const templateEvents = defineEvents('template', StoredTemplate, {
  id: 'templateId',
  actions: {
    create: ['SurveyTemplateCreated', 'A survey template was created.'],
    edit: ['SurveyTemplateChanged', 'A survey template has a new version.'],
    delete: ['SurveyTemplateDeleted', 'A survey template was deleted; surveys under way can still be answered.'],
  },
  readBy: 'surveys:read',
  facts: ['type', 'active', 'anonymous'],
});
