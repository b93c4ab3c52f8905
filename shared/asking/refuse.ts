import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { newId } from '../kernel/ids.ts';
import { decisionPuts, type WrittenDecision } from '../survey/decision.store.ts';
import { namesOf } from '../survey/person.store.ts';
import type { Decision } from '../survey/survey.schema.ts';
import type { AskInput } from './ask.types.ts';
import { writeDecision } from './write-decision.ts';

/** An occasion on which nobody is asked, whatever is known of the person. */
type Occasion = Pick<AskInput, 'recipient' | 'customerId' | 'trigger' | 'relatedTo' | 'followUp'> & {
  templateId?: Id<'template'> | undefined;
};

/** What every decision says of its occasion. */
export const occasionOf = ({ templateId, trigger, relatedTo, followUp }: Omit<Occasion, 'recipient'>) => ({
  ...(templateId !== undefined && { templateId }),
  trigger,
  ...(followUp && { kind: 'follow_up' as const }),
  ...(Object.keys(relatedTo).length > 0 && { relatedTo }),
});

/** Writes a no down and returns it. */
export async function refuse(
  ctx: Context,
  occasion: Occasion,
  why: Pick<Decision, 'reason' | 'rule'>,
): Promise<Decision> {
  const decision: WrittenDecision = {
    decisionId: newId('decision', ctx.now),
    at: ctx.now.toISOString(),
    sent: false,
    ...why,
    ...occasionOf(occasion),
  };
  const names = namesOf(occasion.customerId, occasion.recipient.email);
  await writeDecision(ctx, decisionPuts(ctx.companyId, names, decision));
  return decision;
}
