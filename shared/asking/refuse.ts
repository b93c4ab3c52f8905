import type { Feedback } from '../feedback/feedback.schema.ts';
import type { Reason, Refusal } from '../gate/refusal.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { newId } from '../kernel/ids.ts';
import { pick } from '../kernel/json.ts';
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
  why: Pick<Decision, 'reason' | 'rule' | 'nextEligibleAt' | 'kind' | 'purpose' | 'channel'>,
): Promise<Decision> {
  const decision: WrittenDecision = {
    decisionId: newId('decision', ctx.now),
    at: ctx.now.toISOString(),
    sent: false,
    ...occasionOf(occasion),
    ...why,
  };
  const names = namesOf(occasion.customerId, occasion.recipient.email);
  await writeDecision(ctx, decisionPuts(ctx.companyId, names, decision));
  return decision;
}

type About = Pick<Feedback, 'customerId' | 'contact' | 'ticketId' | 'caseId' | 'interactionId'>;

/** Writes down that a message about a record, which somebody wrote from its follow-up, is not sent. */
export const noteRefusal = (ctx: Context, about: About, refusal: Refusal): Promise<Decision> =>
  noteMessageRefusal(ctx, about, 'manual', refusal);

/** The same of any message that is no survey. Who wants no news has said no to a part of all mails. */
export function noteMessageRefusal(
  ctx: Context,
  about: About,
  kind: 'manual' | 'loop' | 'confirmation' | 'document',
  { reason, rule, nextEligibleAt }: Refusal<Reason>,
  trigger: string = kind === 'manual' ? 'follow_up' : kind,
): Promise<Decision> {
  const relatedTo = pick(about, ['ticketId', 'caseId', 'interactionId']);
  const occasion = { recipient: about.contact ?? {}, customerId: about.customerId, trigger, relatedTo };
  const until = nextEligibleAt && { nextEligibleAt: nextEligibleAt.toISOString() };
  return refuse(ctx, occasion, {
    reason: reason === 'updates_off' ? 'opted_out' : reason,
    rule,
    ...until,
    kind,
    purpose: 'service',
    channel: 'email',
  });
}
