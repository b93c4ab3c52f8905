import { withoutPersonalData } from '../analysis/masking.ts';
import { settingsOf } from '../company/settings.ts';
import type { Feedback } from '../feedback/feedback.schema.ts';
import type { Context } from '../kernel/context.ts';
import type { Texts } from './filter.ts';

/**
 * The texts of a record as rules may search them: what lists mask, a rule does not find. Else whoever may make rules,
 * and not read personal data, could spell out a number by rules for its digits.
 */
export async function textsForRules(ctx: Context, record: Feedback): Promise<Texts> {
  const { privacy } = await settingsOf(ctx);
  return privacy.maskPii.lists ? withoutPersonalData(record) : record;
}
