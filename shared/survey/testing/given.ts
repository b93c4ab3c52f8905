import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { tableName } from '../../kernel/table.ts';
import { csatTemplate } from '../../survey-template/ready-made/csat.ts';
import { linksOf } from '../../survey-link/survey-links.ts';
import { create } from '../../survey-template/survey-template.ts';
import { type SurveyTemplateDraft, SurveyTemplateInput } from '../../survey-template/survey-template.schema.ts';
import { namesOf, type StoredSurvey, surveyItem } from '../survey.store.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;

/** A survey whose mail was delivered six minutes ago, with its template and links; for tests. */
export async function aDeliveredSurvey(
  ctx: Context,
  options: { template?: Partial<SurveyTemplateDraft>; survey?: Partial<StoredSurvey> } = {},
) {
  const template = await create(
    { ...ctx, idempotency: undefined },
    { body: SurveyTemplateInput.parse({ ...csatTemplate, ...options.template }) },
  );
  const at = (ms: number): string => new Date(ctx.now.getTime() + ms).toISOString();
  const survey: StoredSurvey = {
    surveyId: newId('survey', new Date(at(-7 * MINUTE))),
    companyId: ctx.companyId,
    customerKey: namesOf(undefined, 'ana@example.com')[0],
    templateId: template.templateId,
    templateVersion: template.version,
    status: 'delivered',
    contact: { name: 'Ana', email: 'ana@example.com' },
    language: 'en',
    trigger: 'ticket.resolved',
    relatedTo: { ticketId: 'T-1' },
    snapshot: { agentId: 'agent-7', channel: 'chat', resolutionMinutes: 42 },
    createdAt: at(-7 * MINUTE),
    updatedAt: at(-6 * MINUTE),
    scheduledAt: at(-7 * MINUTE),
    sentAt: at(-6 * MINUTE),
    deliveredAt: at(-6 * MINUTE),
    expiresOn: at(14 * DAY),
    remindersSent: 0,
    reminders: [],
    expiryMs: 14 * DAY,
    dueKind: 'expire',
    dueAt: at(14 * DAY),
    messageIds: ['m1'],
    capDay: at(0).slice(0, 10),
    lastActor: { kind: 'system', id: 'dispatch-due' },
    lastRequestId: 'req-1',
    lastAction: 'deliver',
    version: 3,
    ...options.survey,
  };
  await ctx.db.send(new PutCommand({ TableName: tableName(), Item: surveyItem(survey) }));
  const links = await linksOf(ctx, survey, { origin: '', endsAt: new Date(survey.expiresOn ?? at(0)) });
  const tokenOf = (url: string): string => url.split('/')[2] ?? '';
  return {
    survey,
    template,
    links,
    tokens: {
      answer: tokenOf(links.answerUrl),
      unsubscribe: tokenOf(links.unsubscribeUrl),
      preferences: tokenOf(links.preferencesUrl),
    },
  };
}
