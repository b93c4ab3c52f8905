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
    above: 3600,
    meaning: 'Feedback has waited for its analysis for more than an hour.',
    runbook: 'pending-analysis-age',
  });
}
