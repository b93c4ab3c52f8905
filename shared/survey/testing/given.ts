import { addressKey } from '../../customer/customer-key.ts';
import type { Context } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { commit } from '../../kernel/write.ts';
import { csatTemplate } from '../../survey-template/ready-made/csat.ts';
import { linksOf } from '../../survey-link/survey-links.ts';
import { create } from '../../survey-template/survey-template.ts';
import { type SurveyTemplateDraft, SurveyTemplateInput } from '../../survey-template/survey-template.schema.ts';
import { type StoredSurvey, surveys } from '../survey.store.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;

/** A survey as it is stored when somebody has just been asked, due at once; for tests. */
export function aSurvey(ctx: Context, email: string, overrides: Partial<StoredSurvey> = {}): StoredSurvey {
  const at = ctx.now.toISOString();
  return {
    surveyId: newId('survey', ctx.now),
    companyId: ctx.companyId,
    customerKey: addressKey(email),
    templateId: newId('template'),
    templateVersion: 1,
    status: 'scheduled',
    contact: { email },
    language: 'en',
    trigger: 'ticket.resolved',
    relatedTo: {},
    snapshot: {},
    createdAt: at,
    updatedAt: at,
    scheduledAt: at,
    remindersSent: 0,
    reminders: [],
    expiryMs: 14 * DAY,
    dueKind: 'send',
    dueAt: at,
    messageIds: [],
    capDay: at.slice(0, 10),
    lastActor: { kind: 'user', id: 'user-1' },
    lastRequestId: 'req-1',
    lastAction: 'ask',
    version: 1,
    revision: 1,
    ...overrides,
  };
}

/** Stores a survey that is not stored yet. */
export const storeSurvey = (ctx: Context, survey: StoredSurvey): Promise<void> =>
  commit({ ...ctx, idempotency: undefined }, surveys.write(ctx, survey));

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
  const survey = aSurvey(ctx, 'ana@example.com', {
    surveyId: newId('survey', new Date(at(-7 * MINUTE))),
    templateId: template.templateId,
    templateVersion: template.version,
    status: 'delivered',
    contact: { name: 'Ana', email: 'ana@example.com' },
    relatedTo: { ticketId: 'T-1' },
    snapshot: { agentId: 'agent-7', channel: 'chat', resolutionMinutes: 42 },
    createdAt: at(-7 * MINUTE),
    updatedAt: at(-6 * MINUTE),
    scheduledAt: at(-7 * MINUTE),
    sentAt: at(-6 * MINUTE),
    deliveredAt: at(-6 * MINUTE),
    expiresOn: at(14 * DAY),
    dueKind: 'expire',
    dueAt: at(14 * DAY),
    messageIds: ['m1'],
    lastActor: { kind: 'system', id: 'dispatch-due' },
    lastAction: 'deliver',
    version: 3,
    revision: 3,
    ...options.survey,
  });
  await storeSurvey(ctx, survey);
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
