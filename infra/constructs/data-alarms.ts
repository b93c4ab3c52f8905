import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { type Alarms, minutes, productMetric } from './alarms.ts';

/** Alarms on the state itself: the table, what was set aside, and what the product measures about its own promises. */
export function addDataAlarms(alarms: Alarms, { table, quarantine }: { table: ITable; quarantine: IQueue }): void {
  for (const kind of ['Read', 'Write']) {
    alarms.add(`table-${kind.toLowerCase()}-throttles`, {
      metric: table.metric(`${kind}ThrottleEvents`, { period: minutes(5), statistic: 'sum' }),
      above: 0,
      meaning: `DynamoDB refused ${kind.toLowerCase()}s for their rate.`,
      runbook: `table-${kind.toLowerCase()}-throttles`,
    });
  }
  alarms.ofDeadLetters('quarantine', quarantine, 'quarantine');
  alarms.add('rollup-drift', {
    metric: productMetric('rollup_drift', 'sum'),
    above: 0,
    meaning: 'A reconcile found counters that differ from their records.',
    runbook: 'rollup-drift',
  });
  alarms.add('guard-denials', {
    metric: productMetric('tenant_guard_denied', 'sum'),
    above: 0,
    meaning: "A command was refused because its key lay outside the caller's company.",
    runbook: 'guard-denials',
  });
  alarms.add('companies-not-reached', {
    metric: productMetric('companies_not_reached', 'sum', minutes(60)),
    above: 0,
    meaning: 'A sweep or reconcile ran out of time before it had looked at every company.',
    runbook: 'companies-not-reached',
  });
  alarms.add('pending-analysis-age', {
    metric: productMetric('analysis_pending_age_seconds', 'max'),
    above: 900,
    meaning: 'Feedback has waited for its analysis for more than 15 minutes.',
    runbook: 'pending-analysis-age',
  });
  alarms.add('due-late', {
    metric: productMetric('due_late_seconds', 'max'),
    above: 300,
    periods: 2,
    meaning: 'Something that is to be done at a certain time was more than five minutes late.',
    runbook: 'due-late',
  });
  alarms.add('mails-unresolved', {
    metric: productMetric('mail_unresolved', 'sum'),
    above: 0,
    meaning: 'Nobody knows whether a mail went out, so it is not sent again.',
    runbook: 'mails-unresolved',
  });
  alarms.add('journal-write-failures', {
    metric: productMetric('journal_write_failed', 'sum'),
    above: 0,
    meaning: 'Events could not be kept in the journal, so nobody was told of them yet.',
    runbook: 'journal-write-failures',
  });
  alarms.add('webhook-addresses-blocked', {
    metric: productMetric('webhook_address_blocked', 'sum', minutes(60)),
    above: 10,
    meaning: 'Webhooks lead to addresses that are not public.',
    runbook: 'webhook-addresses-blocked',
  });
  alarms.add('webhook-breakers-open', {
    metric: productMetric('webhook_breakers_open_percent', 'max', minutes(60)),
    above: 20,
    meaning: 'More than a fifth of all webhooks fail, so the fault may be ours.',
    runbook: 'webhook-breakers-open',
  });
}
