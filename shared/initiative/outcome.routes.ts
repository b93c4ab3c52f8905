import * as z from 'zod';
import type { Routes } from '../http/contract.ts';
import { Job } from '../job/job.schema.ts';
import { Effect } from './effect.schema.ts';
import { InitiativeId } from './initiative.schema.ts';
import { PublishedInitiative, PublishInitiative } from './public-page.schema.ts';
import { BackfillThemeRule, PreviewThemeRule, ThemeRulePreview } from './theme-rule.schema.ts';

const path = '/api/crm/initiatives/{initiativeId}';
const params = z.object({ initiativeId: InitiativeId });

/** What becomes of an initiative beside its record: its effect, its public page and what its theme rule links. */
export const outcomeRoutes = {
  effect: {
    method: 'GET',
    path: `${path}/effect`,
    params,
    summary: 'Compare the answers before and after an initiative',
    description:
      'Of the people who asked for it: their last answer in the 180 days before work began and their first from 7 to 97 days after it was shipped. Reads 1 000 of them at most, and about 10 000 records of others; nothing until it is shipped.',
    permission: 'workflow:read',
    reply: { 200: Effect },
  },
  publish: {
    method: 'PUT',
    path: `${path}/public`,
    params,
    summary: 'Publish an initiative on a page of its own',
    description:
      'Its title, status, dates and these texts, and in tens how many people asked for it, from ten on. Its address stays the same, also when it was not published for a while.',
    permission: 'workflow:write',
    body: PublishInitiative,
    ifMatch: true,
    reply: { 200: PublishedInitiative },
  },
  unpublish: {
    method: 'DELETE',
    path: `${path}/public`,
    params,
    summary: 'Take the page of an initiative back',
    description: 'Whoever opens it then sees what is shown for an unknown address.',
    permission: 'workflow:write',
    ifMatch: true,
    reply: { 204: null },
  },
  previewThemeRule: {
    method: 'POST',
    path: `${path}/theme-rule/preview`,
    params,
    summary: 'Preview what a theme rule would link',
    description:
      'Among the feedback of the last months that is linked to nothing. Looks at about 10 000 records, newest first, and says where it ended; links and stores nothing.',
    permission: 'workflow:write',
    body: PreviewThemeRule,
    reply: { 200: ThemeRulePreview },
  },
  backfillThemeRule: {
    method: 'POST',
    path: `${path}/theme-rule/backfill`,
    params,
    summary: 'Link what the theme rule matches among feedback of the last months',
    description:
      'A job that takes the rule as it is now; what is linked to any initiative stays there. People are told as when they are linked by hand. 409 without a rule, or while one is under way.',
    permission: 'workflow:write',
    body: BackfillThemeRule,
    reply: { 202: Job },
    problems: ['conflict'],
  },
} as const satisfies Routes;
