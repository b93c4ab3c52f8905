import * as z from 'zod';
import { AlertId } from '../../../shared/alert/alert.schema.ts';
import { endAll } from '../../../shared/alert/firing.ts';
import { tellResolved } from '../../../shared/alert/resolved.ts';
import { watch } from '../../../shared/alert/watch.ts';
import { RuleId } from '../../../shared/alert-rule/alert-rule.schema.ts';
import { FeedbackEvent } from '../../../shared/feedback/feedback.events.ts';
import { alertMail } from '../../../web/mail/alert-mail.tsx';
import { onEvent } from '../../on-event.ts';

const Resolved = z.object({ alertId: AlertId });
const RuleDeleted = z.object({ ruleId: RuleId, at: z.string() });

/** The alerts of a company follow its feedback and its rules. */
export const handler = onEvent({
  name: 'alerts',
  detail: z.looseObject({ companyId: z.string() }),
  companyOf: ({ companyId }) => companyId,
  async act(ctx, detail, type) {
    if (type === 'AlertResolved') await tellResolved(ctx, Resolved.parse(detail), alertMail);
    else if (type === 'AlertRuleDeleted') await endAll(ctx, RuleDeleted.parse(detail));
    else await watch(ctx, type, FeedbackEvent.parse(detail), alertMail);
  },
});
