import { occurrence } from '../feedback/feedback.submit.ts';
import type { Context } from '../kernel/context.ts';
import { ticketReopened } from '../survey/cancel.ts';
import type { SurveyTemplate } from '../survey-template/survey-template.schema.ts';
import { activeTemplates } from '../survey-template/survey-template.store.ts';
import { failedCondition } from '../survey-template/survey-trigger.schema.ts';
import type { Decision, TriggerEventInput } from '../survey/survey.schema.ts';
import { ask } from './ask.ts';
import { rulesOf } from './ask-rules.ts';
import type { AskRules } from './ask.types.ts';
import { refuse } from './refuse.ts';

/**
 * Something happened: decides for every active template that waits for it. A reopened ticket first cancels
 * what is pending about it. Returns all decisions; a condition that failed and a missing template are ones too. `told` names what
 * happened within the product: told again, it asks nobody twice and gets its decision again.
 */
export async function recordEvent(ctx: Context, event: TriggerEventInput, told?: string): Promise<Decision[]> {
  occurrence(ctx, { occurredAt: event.occurredAt });
  const { ticketId } = event.subject;
  if (event.type === 'ticket.reopened' && ticketId !== undefined) return ticketReopened(ctx, ticketId);
  const rules = await rulesOf(ctx);
  const templates = await activeTemplates(ctx);
  const waiting = templates.filter(({ triggerEvents }) => triggerEvents.some(({ event: name }) => name === event.type));
  if (waiting.length === 0) {
    return [
      await refuse(ctx, occasionOf(event), {
        reason: 'no_active_template',
        rule: `no active template waits for ${event.type}`,
      }),
    ];
  }
  const decisions: Decision[] = [];
  // One after another, because each decision may start the quiet period that the next one must see.
  for (const template of waiting) decisions.push(await decide(ctx, event, template, rules, told));
  return decisions;
}

async function decide(
  ctx: Context,
  event: TriggerEventInput,
  template: SurveyTemplate,
  rules: AskRules,
  told: string | undefined,
): Promise<Decision> {
  const facts = factsOf(event);
  const triggers = template.triggerEvents.filter(({ event: name }) => name === event.type);
  const failed = triggers.map(({ conditions }) => failedCondition(conditions, facts));
  const [first] = failed;
  if (first && failed.every((condition) => condition !== undefined)) {
    return refuse(ctx, occasionOf(event, template), { reason: 'condition_not_met', rule: JSON.stringify(first) });
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
      told,
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

const occasionOf = (event: TriggerEventInput, template?: SurveyTemplate) => ({
  templateId: template?.templateId,
  recipient: event.contact ?? {},
  customerId: event.customerId,
  trigger: event.type,
  relatedTo: event.subject,
});
