import { Duration } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { EVENT_SOURCE, type SubscriberTrigger } from '../../events/define.ts';
import { functionNameOf } from '../names.ts';
import { minutes } from './alarms.ts';
import { acknowledge } from './nag.ts';
import { type Platform, ServiceFunction, type State } from './service-function.ts';

/** A function that receives domain events through a queue, so that its outage delays nobody and loses nothing. */
export function addSubscriber(scope: Construct, platform: Platform, trigger: SubscriberTrigger): ServiceFunction {
  const { config, data, alarms } = platform;
  const name = functionNameOf(trigger);
  const { needs, on, source = EVENT_SOURCE, batchSize = 10, maxConcurrency, timeoutSeconds = 30 } = trigger;
  const { alarmAfterSeconds, memoryMb, detail } = trigger;
  const subscriber = new ServiceFunction(scope, platform, { name, needs, timeoutSeconds, memoryMb });
  const deadLetters = addDeadLetters(scope, platform, name);
  const queue = new Queue(subscriber, 'Queue', {
    queueName: `${config.name}-${name}`,
    encryption: QueueEncryption.KMS,
    encryptionMasterKey: data.key,
    dataKeyReuse: Duration.hours(1),
    enforceSSL: true,
    // AWS asks for six times the function's timeout, so that a retry never overlaps with its first try.
    visibilityTimeout: Duration.seconds(6 * timeoutSeconds),
    retentionPeriod: Duration.days(4),
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: 5 },
  });
  for (const [index, detailType] of patternsOf(on).entries()) {
    new Rule(subscriber, index === 0 ? 'Rule' : `Rule${index + 1}`, {
      // AWS services publish to the account's default bus.
      ...(!source.startsWith('aws.') && { eventBus: data.bus }),
      description: `What ${name} reacts to`,
      eventPattern: { source: [source], detailType, ...(detail && { detail }) },
      targets: [new SqsQueue(queue, { deadLetterQueue: deadLetters })],
    });
  }
  subscriber.function.addEventSource(
    new SqsEventSource(queue, {
      batchSize,
      ...(maxConcurrency !== undefined && { maxConcurrency }),
      // Batches over ten need a window.
      maxBatchingWindow: batchSize > 10 ? Duration.seconds(1) : undefined,
      reportBatchItemFailures: true,
    }),
  );
  acknowledge(subscriber.function, {
    'Serverless-LambdaEventSourceMappingDestination': 'Messages that fail five times go to the dead-letter queue.',
  });
  alarms.ofDeadLetters(name, deadLetters, name);
  if (alarmAfterSeconds !== undefined)
    alarms.add(`${name}-age`, {
      metric: queue.metricApproximateAgeOfOldestMessage({ period: minutes(1), statistic: 'max' }),
      above: alarmAfterSeconds,
      periods: 5,
      meaning: `Events have waited for ${name} for more than ${alarmAfterSeconds} seconds.`,
      runbook: 'queue-age',
    });
  return subscriber;
}

/** EventBridge takes patterns of up to 2 048 characters; the rest of one is short. */
const PATTERN_CHARACTERS = 1_900;

/** The names of events, each time as many as one pattern holds. */
function patternsOf(on: readonly string[]): string[][] {
  const patterns: string[][] = [[]];
  for (const name of on) {
    const last = patterns.at(-1) ?? [];
    if (JSON.stringify([...last, name]).length <= PATTERN_CHARACTERS) last.push(name);
    else patterns.push([name]);
  }
  return patterns;
}

/** Where work ends that failed for good, kept for the longest time that SQS offers. */
export function addDeadLetters(scope: Construct, { config, data }: State, name: string): IQueue {
  const queue = new Queue(scope, `${name}-dead-letters`, {
    queueName: `${config.name}-${name}-dead-letters`,
    encryption: QueueEncryption.KMS,
    encryptionMasterKey: data.key,
    dataKeyReuse: Duration.hours(1),
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });
  acknowledge(queue, {
    'AwsSolutions-SQS3': 'It is the dead-letter queue.',
    'Serverless-SQSRedrivePolicy': 'It is the dead-letter queue.',
  });
  return queue;
}
