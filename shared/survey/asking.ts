import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import { readSettings, settingsOf } from '../company/settings.ts';
import { Problem } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { newId } from '../kernel/ids.ts';
import { tableName } from '../kernel/table.ts';
import { commit } from '../kernel/write.ts';
import { ask, type AskRules, onceOf } from './ask.ts';
import { ticketReopened } from './cancel.ts';
import { activeTemplates, readTemplate } from './survey-template.store.ts';
import type { SurveyTemplate } from './survey-template.schema.ts';
import { failedCondition } from './survey-trigger.schema.ts';
import type { SendInput } from './survey.routes.ts';
import type { Decision, TriggerEventInput } from './survey.schema.ts';
import { decisionPartition, decisionPuts, namesOf } from './survey.store.ts';

/** How a company asks, from its settings. */
export async function rulesOf(ctx: Context, fresh = false): Promise<AskRules> {
  const { surveys, timeZone, dayBoundary } = await (fresh ? readSettings(ctx) : settingsOf(ctx));
  return { surveys, timeZone, dayBoundary };
}

/**
 * Something happened: decides for every active template that waits for it. A reopened ticket first cancels
 * what is pending about it. Returns all decisions; a condition that failed and a missing template are ones too.
 */
export async function recordEvent(ctx: Context, event: TriggerEventInput): Promise<Decision[]> {
  const { ticketId } = event.subject;
  if (event.type === 'ticket.reopened' && ticketId !== undefined) {
    await ticketReopened(ctx, ticketId);
    return [];
  }
  const rules = await rulesOf(ctx);
  const templates = await activeTemplates(ctx);
  const waiting = templates.filter(({ triggerEvents }) => triggerEvents.some(({ event: name }) => name === event.type));
  if (waiting.length === 0) {
    return [
      await refuse(ctx, event, undefined, {
        reason: 'no_active_template',
        rule: `no active template waits for ${event.type}`,
      }),
    ];
  }
  const decisions: Decision[] = [];
  // One after another, because each decision may start the quiet period that the next one must see.
  for (const template of waiting) decisions.push(await decide(ctx, event, template, rules));
  return decisions;
}

async function decide(
  ctx: Context,
  event: TriggerEventInput,
  template: SurveyTemplate,
  rules: AskRules,
): Promise<Decision> {
  const facts = factsOf(event);
  const triggers = template.triggerEvents.filter(({ event: name }) => name === event.type);
  const failed = triggers.map(({ conditions }) => failedCondition(conditions, facts));
  const [first] = failed;
  if (first && failed.every((condition) => condition !== undefined)) {
    return refuse(ctx, event, template, { reason: 'condition_not_met', rule: JSON.stringify(first) });
  }
  return ask(
    ctx,
    {
      template,
      recipient: event.contact ?? {},
      customerId: event.customerId,
      trigger: event.type,
      relatedTo: event.subject,
      snapshot: event.snapshot,
      once: event.occurredAt,
    },
    rules,
  );
}

const factsOf = (event: TriggerEventInput): Record<string, unknown> => ({
  ...event.snapshot,
  tags: event.tags,
  openedBy: event.openedBy,
  language: event.contact?.language,
  ...Object.fromEntries(Object.entries(event.data ?? {}).map(([name, value]) => [`data.${name}`, value])),
});

async function refuse(
  ctx: Context,
  event: TriggerEventInput,
  template: SurveyTemplate | undefined,
  why: Pick<Decision, 'reason' | 'rule'>,
): Promise<Decision> {
  const decision: Decision = {
    decisionId: newId('decision', ctx.now),
    at: ctx.now.toISOString(),
    sent: false,
    ...why,
    ...(template && { templateId: template.templateId }),
    trigger: event.type,
    ...(Object.keys(event.subject).length > 0 && { relatedTo: event.subject }),
  };
  const names = namesOf(event.customerId, event.contact?.email);
  await commit({ ...ctx, idempotency: undefined }, decisionPuts(ctx.companyId, names, decision));
  return decision;
}

export type SendResult = { index: number; surveyId?: string; decision: Decision };
const AT_ONCE = 8;

/** Sends a template to a list; each recipient has a result of their own, and none spoils the others. */
export async function sendList(ctx: Context, input: z.output<typeof SendInput>): Promise<SendResult[]> {
  const template = await readTemplate(ctx, input.templateId);
  if (!template) throw new Problem('not-found', 'There is no such template.');
  if (!template.active) throw new Problem('conflict', 'The template is not active.');
  const rules = await rulesOf(ctx);
  const results: SendResult[] = [];
  for (let at = 0; at < input.recipients.length; at += AT_ONCE) {
    const chunk = input.recipients
      .slice(at, at + AT_ONCE)
      .map(async ({ contact, customerId, relatedTo, snapshot }, offset) => {
        const index = at + offset;
        const request = {
          template,
          recipient: contact ?? {},
          customerId,
          trigger: 'list',
          relatedTo: relatedTo ?? {},
          snapshot: snapshot ?? {},
          once: onceOf(ctx.idempotency?.seed, index),
        };
        const decision = await ask(ctx, request, rules, { dryRun: input.dryRun });
        return { index, ...(decision.surveyId && !input.dryRun && { surveyId: decision.surveyId }), decision };
      });
    results.push(...(await Promise.all(chunk)));
  }
  return results;
}

/** Why a person was or was not asked, newest first. */
export async function decisionsOf(
  ctx: Context,
  who: { customerId?: string | undefined; email?: string | undefined },
  page: { limit: number; from?: Record<string, unknown> | undefined },
): Promise<{ items: Decision[]; last: Record<string, unknown> | undefined }> {
  const { Items = [], LastEvaluatedKey } = await ctx.db.send(
    new QueryCommand({
      TableName: tableName(),
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': decisionPartition(ctx.companyId, namesOf(who.customerId, who.email)[0]) },
      ScanIndexForward: false,
      Limit: page.limit,
      ...(page.from && { ExclusiveStartKey: page.from }),
    }),
  );
  return { items: Items as Decision[], last: LastEvaluatedKey };
}
