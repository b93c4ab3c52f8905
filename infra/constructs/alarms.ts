import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export type AlarmProps = {
  metric: IMetric;
  /** Rings when the metric is above this. */
  above: number;
  /** Consecutive periods of the metric that must be above; 1 by default. */
  periods?: number;
  /** What it means for people, in one sentence. */
  meaning: string;
  /** Heading in docs/runbook.md; a test fails when it is not there. */
  runbook: string;
};

/** Makes alarms that all go to one topic, are named `<prefix>-<name>` and link to the runbook. */
export class Alarms extends Construct {
  readonly #prefix: string;
  readonly #action: SnsAction;

  constructor(scope: Construct, prefix: string, topic: ITopic) {
    super(scope, 'Alarms');
    this.#prefix = prefix;
    this.#action = new SnsAction(topic);
  }

  add(name: string, { metric, above, periods = 1, meaning, runbook }: AlarmProps): void {
    const alarm = new Alarm(this, name, {
      alarmName: `${this.#prefix}-${name}`,
      alarmDescription: `${meaning} See docs/runbook.md#${runbook}`,
      metric,
      threshold: above,
      evaluationPeriods: periods,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(this.#action);
  }

  ofFunction(name: string, fn: IFunction): void {
    this.add(`${name}-errors`, {
      metric: fn.metricErrors({ period: minutes(5), statistic: 'sum' }),
      above: 0,
      meaning: `The function ${name} threw or timed out.`,
      runbook: 'function-errors',
    });
    this.add(`${name}-throttles`, {
      metric: fn.metricThrottles({ period: minutes(5), statistic: 'sum' }),
      above: 0,
      meaning: `The function ${name} was refused a place to run.`,
      runbook: 'function-throttles',
    });
  }

  /** Anything visible in a queue of failures waits for a person. */
  ofDeadLetters(name: string, queue: IQueue, runbook: string): void {
    this.add(`${name}-dead-letters`, {
      metric: queue.metricApproximateNumberOfMessagesVisible({ period: minutes(1), statistic: 'max' }),
      above: 0,
      meaning: `Work of ${name} failed for good and waits in ${name}'s queue.`,
      runbook,
    });
  }
}

export const minutes = (count: number): Duration => Duration.minutes(count);

/** A metric that the functions write in their logs (embedded metric format), over all companies. */
export const productMetric = (metricName: string, statistic: 'sum' | 'max', period = minutes(5)): Metric =>
  new Metric({ namespace: 'Heed', metricName, statistic, period });
