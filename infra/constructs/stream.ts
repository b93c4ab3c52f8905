import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { EventSourceMapping, MetricType, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { StreamTrigger } from '../../events/define.ts';
import { functionNameOf } from '../names.ts';
import { failuresExport } from '../stacks/data.ts';
import { minutes } from './alarms.ts';
import { acknowledge } from './nag.ts';
import { type Platform, ServiceFunction } from './service-function.ts';

/** A function that reads the table's stream: in order, in batches, and never losing one silently. */
export function addStream(scope: Construct, platform: Platform, trigger: StreamTrigger): ServiceFunction {
  const { config, data, alarms } = platform;
  const name = functionNameOf(trigger);
  const { needs, timeoutSeconds = 120, memoryMb = 1024 } = trigger;
  const reader = new ServiceFunction(scope, platform, { name, needs, timeoutSeconds, memoryMb });
  const streamArn = data.table.tableStreamArn ?? '';
  const read = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'];
  // The usual grant asks for ListStreams on everything.
  reader.allow(
    read.map((action) => `dynamodb:${action}`),
    [streamArn],
  );
  reader.useKey(true);
  reader.allow(['s3:ListBucket'], [data.failuresArn]);
  reader.allow(['s3:PutObject'], [`${data.failuresArn}/*`]);
  const mapping = new EventSourceMapping(reader, 'Mapping', {
    target: reader.function,
    eventSourceArn: streamArn,
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: trigger.batchSize,
    maxBatchingWindow: Duration.seconds(trigger.windowSeconds),
    parallelizationFactor: trigger.parallelizationFactor,
    filters: trigger.filters.map((filter) => ({ pattern: JSON.stringify(filter) })),
    reportBatchItemFailures: true,
    bisectBatchOnError: true,
    retryAttempts: 50,
    maxRecordAge: Duration.hours(6),
    onFailure: { bind: () => ({ destination: data.failuresArn }) },
    metricsConfig: { metrics: [MetricType.EVENT_COUNT] },
  });
  alarms.add(`${name}-age`, {
    metric: reader.function.metric('IteratorAge', { period: minutes(1), statistic: 'max' }),
    above: 60_000,
    periods: 5,
    meaning: `${name} is more than a minute behind the table.`,
    runbook: 'iterator-age',
  });
  alarms.add(`${name}-dropped`, {
    metric: new Metric({
      namespace: 'AWS/Lambda',
      metricName: 'OnFailureDestinationDeliveredEventCount',
      dimensionsMap: { EventSourceMappingUUID: mapping.eventSourceMappingId },
      period: minutes(5),
      statistic: 'sum',
    }),
    above: 0,
    meaning: `${name} gave a batch up; it lies in the bucket of stream failures.`,
    runbook: 'stream-failures',
  });
  acknowledge(reader.role, {
    [`AwsSolutions-IAM5[Resource::${failuresExport(config)}/*]`]:
      'Lambda names the objects of failed batches itself; they have a bucket of their own.',
  });
  return reader;
}
