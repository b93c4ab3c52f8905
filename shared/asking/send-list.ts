import type * as z from 'zod';
import { Problem } from '../http/problem.ts';
import { fieldErrors } from '../http/request.ts';
import type { Context } from '../kernel/context.ts';
import { eachBatch } from '../kernel/batches.ts';
import { traceOf } from '../kernel/log.ts';
import type { SurveyTemplate } from '../survey-template/survey-template.schema.ts';
import { readTemplate } from '../survey-template/survey-template.store.ts';
import type { Decision } from '../survey/survey.schema.ts';
import { ask, onceOf } from './ask.ts';
import { rulesOf } from './ask-rules.ts';
import type { AskRules } from './ask.types.ts';
import { type SendInput, SendRecipient } from './asking.schema.ts';
import { newDryRun, type DryRun } from './dry-run.ts';

export type SendResult = { index: number; surveyId?: string; decision: Decision };
const AT_ONCE = 8;

/** Sends a template to a list; each recipient has a result of their own, and none spoils the others. */
export async function sendList(ctx: Context, input: z.output<typeof SendInput>): Promise<SendResult[]> {
  const template = await readTemplate(ctx, input.templateId);
  if (!template) throw new Problem('not-found', 'There is no such template.');
  if (!template.active) throw new Problem('conflict', 'The template is not active.');
  const rules = await rulesOf(ctx);
  // In a dry run each sees what the one before would have done, so they come one after another.
  const dryRun = input.dryRun ? newDryRun() : undefined;
  const results: SendResult[] = [];
  const parallel = dryRun ? 1 : AT_ONCE;
  await eachBatch([...input.recipients.entries()], { size: 1, parallel }, async (batch) => {
    for (const [index, item] of batch) {
      const decision = await toOne(ctx, { template, item, index }, rules, dryRun);
      results[index] = { index, ...(decision.surveyId && { surveyId: decision.surveyId }), decision };
    }
  });
  return results;
}

async function toOne(
  ctx: Context,
  { template, item, index }: { template: SurveyTemplate; item: unknown; index: number },
  rules: AskRules,
  dryRun: DryRun | undefined,
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
    return await ask(ctx, request, rules, dryRun);
  } catch (error) {
    // Those before are asked already, so their results must be told whatever became of this one.
    ctx.log.error('recipient not decided', { company: ctx.companyId, index, ...traceOf(error) });
    return { ...refused, reason: 'unavailable', rule: 'this one could not be decided; send it again' };
  }
}
