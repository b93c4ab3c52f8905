import { Duration } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { QueueTrigger } from '../../events/define.ts';
import { functionNameOf } from '../names.ts';
import { minutes } from './alarms.ts';
import { acknowledge } from './nag.ts';
import { type Platform, ServiceFunction, type State } from './service-function.ts';
import { addDeadLetters } from './subscriber.ts';

const DEFAULT_TIMEOUT_SECONDS = 60;

/** The queues of a trigger by the names of their lanes. They exist before any function, because others send to them. */
export type Lanes = Readonly<Record<string, IQueue>>;

/** Makes the queue of each lane; what fails for good in any of them goes to one dead-letter queue. */
export function addLanes(scope: Construct, state: State & Pick<Platform, 'alarms'>, trigger: QueueTrigger): Lanes {
  const { config, data, alarms } = state;
  const name = functionNameOf(trigger);
  const deadLetters = addDeadLetters(scope, state, name);
  alarms.ofDeadLetters(name, deadLetters, name);
  const queues = Object.entries(trigger.lanes).map(([lane, { alarmAfterSeconds }]): [string, IQueue] => {
    const queue = new Queue(scope, `${name}-${lane}`, {
      queueName: `${config.name}-${name}-${lane}`,
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: data.key,
      dataKeyReuse: Duration.hours(1),
      enforceSSL: true,
      // AWS asks for six times the function's timeout, so that a retry never overlaps with its first try.
      visibilityTimeout: Duration.seconds(6 * (trigger.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS)),
      retentionPeriod: Duration.days(14),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: 5 },
    });
    alarms.add(`${name}-${lane}-age`, {
      metric: queue.metricApproximateAgeOfOldestMessage({ period: minutes(1), statistic: 'max' }),
      above: alarmAfterSeconds,
      periods: 5,
      meaning: `Work of ${name} has waited in the lane ${lane} for more than ${alarmAfterSeconds} seconds.`,
      runbook: 'queue-age',
    });
    return [lane, queue];
  });
  return Object.fromEntries(queues);
}

/** The function that works off the lanes, each with a concurrency of its own. */
export function addQueue(scope: Construct, platform: Platform, trigger: QueueTrigger): ServiceFunction {
  const { needs, timeoutSeconds = DEFAULT_TIMEOUT_SECONDS, memoryMb } = trigger;
  const name = functionNameOf(trigger);
  const worker = new ServiceFunction(scope, platform, { name, needs, timeoutSeconds, memoryMb });
  for (const [lane, queue] of Object.entries(platform.data.lanes.get(trigger.name) ?? {})) {
    const { batchSize, maxConcurrency } = trigger.lanes[lane] ?? {};
    worker.function.addEventSource(
      new SqsEventSource(queue, { batchSize, maxConcurrency, reportBatchItemFailures: true }),
    );
  }
  acknowledge(worker.function, {
    'Serverless-LambdaEventSourceMappingDestination': 'Messages that fail five times go to the dead-letter queue.',
  });
  return worker;
}
