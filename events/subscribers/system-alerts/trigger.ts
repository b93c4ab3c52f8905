import type { DomainEventName } from '../../../shared/domain-events.ts';
import { defineSubscriber } from '../../define.ts';

/**
 * Opens and ends alerts about the product itself by what it tells, and mails admins and managers, and whose report it is about,
 * once one has opened or become more severe, whoever opened it. Mails owners of activities their reminders.
 */
export const trigger = defineSubscriber({
  area: 'insight',
  name: 'system-alerts',
  on: [
    'AlertOpened',
    'AlertRaised',
    'WebhookFailing',
    'WebhookDisabled',
    'WebhookRecovered',
    'WebhookEnabled',
    'WebhookDeleted',
    'PersonMailBounced',
    'PersonChanged',
    'PersonReaddressed',
    'SettingsChanged',
    'FollowUpOpened',
    'FollowUpAssigned',
    'FollowUpReopened',
    'LoopCompleted',
    'ReportChanged',
    'ReportDeleted',
    'ReportRecipientBounced',
    'ReportRunFailed',
    'ReportRunSkipped',
    'ReportRunFinished',
    'AnalysisBudgetReached',
    'ModelTrained',
    'ActivityReminder',
  ] satisfies DomainEventName[],
  needs: { table: 'write', ses: true, secret: true },
  maxConcurrency: 10,
});
