import { withoutPersonalData } from '../analysis/masking.ts';
import { settingsOf } from '../company/settings.ts';
import { type Facts, factsOf } from '../feedback/feedback.facts.ts';
import type { Feedback, StoredFeedback } from '../feedback/feedback.schema.ts';
import type { Context } from '../kernel/context.ts';
import type { Texts, Verdict } from './filter.ts';

/**
 * The texts of a record as rules may search them: what lists mask, a rule does not find. Else whoever may make rules,
 * and not read personal data, could spell out a number by rules for its digits.
 */
export async function textsForRules(ctx: Context, record: Feedback): Promise<Texts> {
  const { privacy } = await settingsOf(ctx);
  return privacy.maskPii.lists ? withoutPersonalData(record) : record;
}

/** Whether a record is wanted: by its facts where they decide, else by its texts as rules may search them. */
export async function isWantedBy(
  ctx: Context,
  record: StoredFeedback,
  verdict: (facts: Facts, texts?: Texts) => Verdict,
): Promise<boolean> {
  const facts = factsOf(record);
  const first = verdict(facts);
  if (first !== 'needs-record') return first === 'yes';
  return verdict(facts, await textsForRules(ctx, record)) === 'yes';
}
