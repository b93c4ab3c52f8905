import type * as z from 'zod';
import { readSettings, settingsOf } from '../company/settings.ts';
import { occurrence } from '../feedback/feedback.submit.ts';
import { Problem } from '../http/problem.ts';
import { fieldErrors } from '../http/request.ts';
import type { Context } from '../kernel/context.ts';
import { newId } from '../kernel/ids.ts';
import { traceOf } from '../kernel/log.ts';
import { commit } from '../kernel/write.ts';
import { ask, type AskRules, onceOf } from './ask.ts';
import { ticketReopened } from './cancel.ts';
import { aRehearsal, type Rehearsal } from './rehearsal.ts';
import { activeTemplates, readTemplate } from './survey-template.store.ts';
import type { SurveyTemplate } from './survey-template.schema.ts';
import { failedCondition } from './survey-trigger.schema.ts';
import { type SendInput, SendRecipient } from './survey.routes.ts';
import type { Decision, TriggerEventInput } from './survey.schema.ts';
import { decisionPuts, namesOf, type WrittenDecision } from './survey.store.ts';

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
  occurrence(ctx, { occurredAt: event.occurredAt });
  const { ticketId } = event.subject;
  if (event.type === 'ticket.reopened' && ticketId !== undefined) return ticketReopened(ctx, ticketId);
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
  const decision: WrittenDecision = {
    decisionId: newId('decision', ctx.now),
    at: ctx.now.toISOString(),
    sent: false,
    ...why,
    ...(template && { templateId: template.templateId }),
    trigger: event.type,
    ...(Object.keys(event.subject).length > 0 && { relatedTo: event.subject }),
  };
  const names = namesOf(event.customerId, event.contact?.email);
  await commit(ctx, decisionPuts(ctx.companyId, names, decision));
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
  // In a rehearsal each sees what the one before would have done, so they come one after another.
  const rehearsal = input.dryRun ? aRehearsal() : undefined;
  const atOnce = rehearsal ? 1 : AT_ONCE;
  const results: SendResult[] = [];
  for (let at = 0; at < input.recipients.length; at += atOnce) {
    const chunk = input.recipients.slice(at, at + atOnce).map(async (item, offset) => {
      const index = at + offset;
      const decision = await toOne(ctx, { template, item, index }, rules, rehearsal);
      return { index, ...(decision.surveyId && { surveyId: decision.surveyId }), decision };
    });
    results.push(...(await Promise.all(chunk)));
  }
  return results;
}

async function toOne(
  ctx: Context,
  { template, item, index }: { template: SurveyTemplate; item: unknown; index: number },
  rules: AskRules,
  rehearsal: Rehearsal | undefined,
): Promise<Decision> {
  const refused = { at: ctx.now.toISOString(), sent: false, templateId: template.templateId, trigger: 'list' };
  const parsed = SendRecipient.safeParse(item);
  if (!parsed.success) {
    const rule = fieldErrors(parsed.error)
      .map(({ pointer, detail }) => `${pointer}: ${detail}`)
      .join('; ');
    return { ...refused, reason: 'invalid_recipient', rule: rule.slice(0, 500) };
  }
  const { contact, customerId, relatedTo, snapshot } = parsed.data;
  const request = {
    template,
    recipient: contact ?? {},
    customerId,
    trigger: 'list',
    relatedTo: relatedTo ?? {},
    snapshot: snapshot ?? {},
    once: onceOf(ctx.idempotency?.seed, index),
  };
  try {
    return await ask(ctx, request, rules, rehearsal);
  } catch (error) {
    // Those before are asked already, so their results must be told whatever became of this one.
    ctx.log.error('recipient not decided', { company: ctx.companyId, index, ...traceOf(error) });
    return { ...refused, reason: 'unavailable', rule: 'this one could not be decided; send it again' };
  }
}
