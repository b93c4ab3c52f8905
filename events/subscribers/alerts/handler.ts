import * as z from 'zod';
import { endAll } from '../../../shared/alert/firing.ts';
import { watch } from '../../../shared/alert/watch.ts';
import { RuleId } from '../../../shared/alert-rule/alert-rule.schema.ts';
import { FeedbackEvent } from '../../../shared/feedback/feedback.events.ts';
import { alertMail } from '../../../web/mail/alert-mail.tsx';
import { onEvent } from '../../on-event.ts';

const RuleDeleted = z.object({ ruleId: RuleId, at: z.string() });

/** The alerts of a company follow its feedback and its rules. */
export const handler = onEvent({
  name: 'alerts',
  detail: z.looseObject({ companyId: z.string() }),
  companyOf: ({ companyId }) => companyId,
  async act(ctx, detail, type) {
    if (type === 'AlertRuleDeleted') await endAll(ctx, RuleDeleted.parse(detail));
    else await watch(ctx, type, FeedbackEvent.parse(detail), alertMail);
  },
});
