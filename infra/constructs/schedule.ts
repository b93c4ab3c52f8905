import { Duration } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { Construct } from 'constructs';
import type { ScheduleTrigger } from '../../events/define.ts';
import { functionNameOf } from '../names.ts';
import { type Platform, ServiceFunction } from './service-function.ts';
import { addDeadLetters } from './subscriber.ts';

const RETRIES = 2;

/** A function that runs on a schedule; what fails three times waits in a dead-letter queue. */
export function addSchedule(scope: Construct, platform: Platform, trigger: ScheduleTrigger): ServiceFunction {
  const { config, data, alarms } = platform;
  const name = functionNameOf(trigger);
  const { needs, every, timeoutSeconds = 300, memoryMb } = trigger;
  const deadLetters = addDeadLetters(scope, platform, name);
  const task = new ServiceFunction(scope, platform, {
    name,
    needs,
    timeoutSeconds,
    memoryMb,
    deadLetterQueue: deadLetters,
    retryAttempts: RETRIES,
    maxEventAge: Duration.hours(1),
  });
  task.useKey(true);
  const role = new Role(task, 'SchedulerRole', {
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': task.function.stack.account } },
    }),
  });
  const allow = (action: string, ...resources: string[]): void =>
    void role.addToPolicy(new PolicyStatement({ actions: [action], resources }));
  // The library's target asks for every version of the function, too.
  allow('lambda:InvokeFunction', task.function.functionArn);
  allow('sqs:SendMessage', deadLetters.queueArn);
  allow('kms:GenerateDataKey', data.key.keyArn);
  allow('kms:Decrypt', data.key.keyArn);
  const schedule = new CfnSchedule(task, 'Schedule', {
    name: `${config.name}-${name}`,
    scheduleExpression: every,
    flexibleTimeWindow: { mode: 'OFF' },
    target: {
      arn: task.function.functionArn,
      roleArn: role.roleArn,
      deadLetterConfig: { arn: deadLetters.queueArn },
      retryPolicy: { maximumRetryAttempts: RETRIES, maximumEventAgeInSeconds: 3600 },
    },
  });
  // Without its policy the role is refused when the schedule is made.
  schedule.node.addDependency(role);
  alarms.ofDeadLetters(name, deadLetters, name);
  return task;
}
