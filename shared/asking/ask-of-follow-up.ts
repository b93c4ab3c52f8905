import type { Feedback } from '../feedback/feedback.schema.ts';
import type { Context } from '../kernel/context.ts';
import { pick } from '../kernel/json.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { readTemplate } from '../survey-template/survey-template.store.ts';
import type { Decision } from '../survey/survey.schema.ts';
import { ask } from './ask.ts';
import { rulesOf } from './ask-rules.ts';
import type { AskInput } from './ask.types.ts';
import { refuse } from './refuse.ts';

const TRIGGER = 'follow_up';

/**
 * Asks the person who gave a record how satisfied they are since somebody came back to them. All rules of asking hold but
 * the quiet period: the question belongs to a matter of their own. At once, whatever delay the template has. Asked again
 * about the same cycle, it returns what was decided, if that was a yes.
 */
export async function askOfFollowUp(
  ctx: Context,
  {
    templateId,
    record,
    followUp,
  }: {
    templateId: Id<'template'>;
    record: Pick<
      Feedback,
      'customerId' | 'contact' | 'ticketId' | 'caseId' | 'interactionId' | 'snapshot' | 'language'
    >;
    followUp: NonNullable<AskInput['followUp']>;
  },
): Promise<Decision> {
  const template = await readTemplate(ctx, templateId);
  const { customerId, contact = {}, snapshot = {}, language } = record;
  const about = {
    recipient: { ...contact, ...(language !== undefined && { language }) },
    customerId,
    trigger: TRIGGER,
    relatedTo: pick(record, ['ticketId', 'caseId', 'interactionId']),
    followUp,
  };
  if (!template?.active || template.anonymous) {
    const rule = template?.active ? 'the template is anonymous' : 'the template was switched off or deleted';
    return refuse(ctx, { ...about, templateId }, { reason: 'no_active_template', rule });
  }
  return ask(ctx, { ...about, template: { ...template, sendDelayHours: 0 }, snapshot }, await rulesOf(ctx));
}
