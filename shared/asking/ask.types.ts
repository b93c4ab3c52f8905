import type { Snapshot } from '../feedback/feedback.parts.schema.ts';
import type { Context } from '../kernel/context.ts';
import type { Draft } from '../kernel/change.ts';
import type { TransactItem } from '../kernel/write.ts';
import type { SurveySettings } from '../survey/survey-settings.schema.ts';
import type { SurveyTemplate } from '../survey-template/survey-template.schema.ts';
import type { Decision, Recipient, RelatedTo, Survey } from '../survey/survey.schema.ts';
import type { SurveyRow } from '../survey/survey.stored.schema.ts';

/** One person, one occasion, one template. */
export type AskInput = {
  template: SurveyTemplate;
  recipient: Recipient;
  customerId?: string | undefined;
  /** Event type, or `list`. */
  trigger: string;
  relatedTo: RelatedTo;
  snapshot: Snapshot;
  /** Further identity of the occasion where `relatedTo` names nothing. */
  once?: string | undefined;
  /** Names what happened within the product: told again, it gets its decision again. */
  told?: string | undefined;
  /** Asks again after a cycle of a follow-up, which is the occasion then; the quiet period is waived. */
  followUp?: Survey['followUp'];
};

/** Names a request, so that the same one again is answered as before. */
export const seedOf = (
  { idempotency }: Pick<Context, 'idempotency'>,
  { followUp, told }: Pick<AskInput, 'followUp' | 'told'>,
) => (followUp ? `${followUp.followUpId}#${followUp.cycle}` : (told ?? idempotency?.seed));

/** How the company asks, and by which clock. */
export type AskRules = { surveys: SurveySettings; timeZone: string; dayBoundary: string };

export type NewSurvey = Draft<SurveyRow>;
/** A decision, the survey that a yes makes, and what else it would write. */
export type Plan = { decision: Decision; writes: TransactItem[]; survey?: NewSurvey; earlier?: true };
