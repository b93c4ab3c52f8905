import * as z from 'zod';
import { FeedbackId } from '../feedback/feedback.parts.schema.ts';
import { defineRoutes } from '../http/contract.ts';
import { pageOf, pageQuery } from '../http/page.schema.ts';
import { SurveyLanguage } from '../survey-template/localized.schema.ts';
import { InitiativeId } from './initiative.schema.ts';
import {
  CancelledLoop,
  CancelLoop,
  FeedbackReceipt,
  LoopCounts,
  LoopEntry,
  LoopFilter,
  LoopPreview,
  LoopStage,
} from './loop.schema.ts';
import { LoopSettings, PutLoopSettings } from './loop-settings.schema.ts';

const path = '/api/crm/initiatives/{initiativeId}/loop';
const params = z.object({ initiativeId: InitiativeId });

/** Telling the people who asked for an initiative what became of it. */
export const loopRoutes = defineRoutes('loop', {
  listLoop: {
    method: 'GET',
    path,
    params,
    summary: 'List who is told of an initiative',
    description:
      'In no order. A person is told of each stage once at most. Whoever may read their own feedback only is shown the counts alone.',
    permission: 'workflow:read',
    query: LoopFilter.extend(pageQuery),
    reply: { 200: pageOf(LoopEntry, { counts: LoopCounts.optional() }) },
  },
  previewLoop: {
    method: 'GET',
    path: `${path}/preview`,
    params,
    summary: 'Show the mails of a stage before they are sent',
    description: 'Who would get one now, why others would not, and the mail. Sends and stores nothing.',
    permission: 'workflow:read',
    query: z.strictObject({ stage: LoopStage, language: SurveyLanguage.optional() }),
    reply: { 200: LoopPreview },
  },
  cancelLoop: {
    method: 'POST',
    path: `${path}/cancel`,
    params,
    summary: 'Cancel the mails of a stage',
    description: 'Until the first of them is made; 404 where none are to come.',
    permission: 'workflow:write',
    body: CancelLoop,
    reply: { 200: CancelledLoop },
    problems: ['conflict'],
  },
});

/** The receipt for feedback as it comes, below its record. */
export const receiptRoutes = defineRoutes('receipt', {
  receipt: {
    method: 'GET',
    path: '/api/crm/feedback/{feedbackId}/receipt',
    params: z.object({ feedbackId: FeedbackId }),
    summary: 'Get what became of the receipt for a record',
    description:
      'Of one that is sent as feedback comes, where the settings name its source; 404 where nobody was to be thanked.',
    permission: 'feedback:read',
    reply: { 200: FeedbackReceipt },
  },
});

/** Its settings, below those of the company. */
export const loopSettingsRoutes = defineRoutes('loop-settings', {
  settings: {
    method: 'GET',
    path: '/api/crm/settings/loop',
    summary: 'Get how people are told what became of their feedback',
    description: 'With the defaults of what was never set, the ready-made mails among them.',
    permission: 'workflow:read',
    reply: { 200: LoopSettings },
  },
  putSettings: {
    method: 'PUT',
    path: '/api/crm/settings/loop',
    summary: 'Replace how people are told what became of their feedback',
    description:
      'What is left out takes its default. Mails that wait are written as the settings say when they are sent.',
    permission: 'settings:write',
    body: PutLoopSettings,
    ifMatch: true,
    reply: { 200: LoopSettings },
    problems: ['version-conflict'],
  },
});
