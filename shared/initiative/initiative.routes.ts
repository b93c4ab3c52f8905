import * as z from 'zod';
import { FeedbackId } from '../feedback/feedback.parts.schema.ts';
import { Feedback } from '../feedback/feedback.schema.ts';
import { defineRoutes } from '../http/contract.ts';
import { crud } from '../http/crud.ts';
import { linkRoutes } from '../http/link.ts';
import { Effect } from './effect.schema.ts';
import {
  ChangedInitiative,
  CreateInitiative,
  EditInitiative,
  Initiative,
  InitiativeFilter,
  InitiativeId,
  PublishedInitiative,
  PublishInitiative,
} from './initiative.schema.ts';
import { Job } from '../job/job.schema.ts';
import { BackfillThemeRule, PreviewThemeRule, ThemeRulePreview } from './theme-rule.schema.ts';

const params = { initiativeId: InitiativeId };
const write = 'workflow:write';
const of = crud({
  names: ['an initiative', 'initiatives'],
  path: '/api/crm/initiatives',
  params,
  read: 'workflow:read',
  write,
  record: Initiative,
  create: CreateInitiative,
  edit: EditInitiative,
  filter: InitiativeFilter,
});

export const initiativeRoutes = defineRoutes('initiative', {
  ...of,
  edit: {
    ...of.edit,
    description:
      'A new status is told to the people who asked for it, after some minutes in which it can be called off (`…/loop/cancel`); each is told of a status once for ever.',
    reply: { 200: ChangedInitiative },
    problems: ['conflict'],
  },
  effect: {
    method: 'GET',
    path: '/api/crm/initiatives/{initiativeId}/effect',
    params: z.object(params),
    summary: 'Compare the answers before and after an initiative',
    description:
      'Of the people who asked for it: their last answer in the 180 days before work began and their first from 7 to 97 days after it was shipped. Reads 1 000 of them at most, and about 10 000 records of others; nothing until it is shipped.',
    permission: 'workflow:read',
    reply: { 200: Effect },
  },
  publish: {
    method: 'PUT',
    path: '/api/crm/initiatives/{initiativeId}/public',
    params: z.object(params),
    summary: 'Publish an initiative on a page of its own',
    description:
      'Its title, status, dates and these texts, and in tens how many people asked for it, from ten on. Its address stays the same, also when it was not published for a while.',
    permission: write,
    body: PublishInitiative,
    ifMatch: true,
    reply: { 200: PublishedInitiative },
  },
  unpublish: {
    method: 'DELETE',
    path: '/api/crm/initiatives/{initiativeId}/public',
    params: z.object(params),
    summary: 'Take the page of an initiative back',
    description: 'Whoever opens it then sees what is shown for an unknown address.',
    permission: write,
    ifMatch: true,
    reply: { 204: null },
  },
  previewThemeRule: {
    method: 'POST',
    path: '/api/crm/initiatives/{initiativeId}/theme-rule/preview',
    params: z.object(params),
    summary: 'Preview what a theme rule would link',
    description:
      'Among the feedback of the last months that is linked to nothing. Looks at about 10 000 records, newest first, and says where it ended; links and stores nothing.',
    permission: write,
    body: PreviewThemeRule,
    reply: { 200: ThemeRulePreview },
  },
  backfillThemeRule: {
    method: 'POST',
    path: '/api/crm/initiatives/{initiativeId}/theme-rule/backfill',
    params: z.object(params),
    summary: 'Link what the theme rule matches among feedback of the last months',
    description:
      'A job that takes the rule as it is now; what is linked to any initiative stays there. People are told as when they are linked by hand. 409 without a rule, or while one is under way.',
    permission: write,
    body: BackfillThemeRule,
    reply: { 202: Job },
    problems: ['conflict'],
  },
  ...linkRoutes({
    path: '/api/crm/initiatives/{initiativeId}',
    params: z.object(params),
    read: 'feedback:read',
    write,
    names: 'feedback',
    items: 'feedbackIds',
    itemId: FeedbackId,
    shown: Feedback,
  }),
});
