import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { triggers } from '../../events/index.ts';
import { handlers } from '../bundle.ts';
import { functions } from '../functions.ts';
import { functionNameOf } from '../names.ts';
import { add, each, examine, remove, set, without } from '../testing/mutants.ts';
import * as asked from '../testing/questions.ts';
import { resourcesOf, templatesOf } from '../testing/templates.ts';
import { allKinds } from '../testing/triggers.ts';

const runbook = readFileSync('docs/runbook.md', 'utf8');
const sample = templatesOf({ companies: ['acme'] }, allKinds);
const real = templatesOf({}, triggers);
const local = templatesOf({ stage: 'local', retain: false, eventArchive: false }, triggers);

examine({ sample, real, local }, [
  [
    'every function has a log group with retention',
    asked.everyFunctionHasALogGroupWithRetention,
    without('AWS::Logs::LogGroup', 'RetentionInDays'),
    without('AWS::Lambda::Function', 'LoggingConfig'),
  ],
  [
    'every function has alarms on errors and throttles',
    asked.everyFunctionHasAlarms,
    remove('AWS::CloudWatch::Alarm', ({ MetricName }) => MetricName === 'Errors'),
    remove('AWS::CloudWatch::Alarm', ({ MetricName }) => MetricName === 'Throttles'),
  ],
  [
    'every alarm tells someone and has a heading in the runbook',
    asked.everyAlarmRingsAndHasARunbookHeading(runbook),
    without('AWS::CloudWatch::Alarm', 'AlarmActions'),
    set('AWS::CloudWatch::Alarm', 'AlarmDescription', 'See docs/runbook.md#no-such-heading'),
  ],
  [
    'stacks, routes, integrations and rules stay 30 % below what AWS allows',
    asked.everythingHasRoomToGrow,
    add('AWS::SQS::Queue', {}, 351),
    add('AWS::ApiGatewayV2::Route', {}, 211),
    add('AWS::ApiGatewayV2::Integration', {}, 211),
    add('AWS::Events::Rule', {}, 211),
  ],
  [
    'every pattern of events fits',
    asked.everyEventPatternFits,
    set('AWS::Events::Rule', 'EventPattern', { 'detail-type': Array.from({ length: 200 }, () => 'FeedbackReceived') }),
  ],
  [
    'every operation is reached, guarded as it says, and nothing else is',
    asked.everyOperationIsReached(functions),
    remove('AWS::ApiGatewayV2::Route', ({ RouteKey }) => RouteKey === 'ANY /health'),
    remove('AWS::ApiGatewayV2::Route', ({ RouteKey }) => RouteKey === 'POST /api/crm/feedback/bulk'),
    set('AWS::ApiGatewayV2::Route', 'AuthorizationType', 'JWT'),
    set('AWS::ApiGatewayV2::Route', 'AuthorizationType', 'NONE'),
    add('AWS::ApiGatewayV2::Route', { RouteKey: 'GET /debug' }),
  ],
  [
    'every greedy route needs a token, and no public path or other greedy route lies below it',
    asked.noGreedyRouteHidesAnother,
    set('AWS::ApiGatewayV2::Route', 'AuthorizationType', 'NONE'),
    add('AWS::ApiGatewayV2::Route', { RouteKey: 'ANY /api/crm/feedback/hook', AuthorizationType: 'NONE' }),
    add('AWS::ApiGatewayV2::Route', { RouteKey: 'ANY /api/crm/feedback/{proxy+}', AuthorizationType: 'JWT' }),
  ],
  [
    'a function has one invoke permission, however many routes it has',
    asked.oneInvokePermissionPerFunction,
    (templates) => {
      for (const { stack, id, properties } of resourcesOf(templates, 'AWS::Lambda::Permission')) {
        Object.assign(templates[stack]?.Resources ?? {}, {
          [`${id}Twin`]: { Type: 'AWS::Lambda::Permission', Properties: properties },
        });
      }
    },
  ],
  [
    'the table has exactly the declared indexes',
    asked.theTableHasTheDeclaredIndexes,
    without('AWS::DynamoDB::Table', 'GlobalSecondaryIndexes'),
    each('AWS::DynamoDB::Table', (properties) => {
      const indexes = properties['GlobalSecondaryIndexes'] as unknown[];
      indexes.push({ ...(indexes[0] as object), IndexName: 'extra' });
    }),
    without('AWS::DynamoDB::Table', 'GlobalSecondaryIndexes.0.Projection.ProjectionType'),
  ],
  [
    'every asynchronous call ends in a dead-letter queue',
    asked.everyAsynchronousCallEndsInADeadLetterQueue,
    without('AWS::SQS::Queue', 'RedrivePolicy'),
    without('AWS::Lambda::Function', 'DeadLetterConfig'),
    without('AWS::Scheduler::Schedule', 'Target.DeadLetterConfig'),
    without('AWS::Scheduler::Schedule', 'Target.RetryPolicy'),
    without('AWS::Events::Rule', 'Targets.0.DeadLetterConfig'),
  ],
  [
    'every queue of failures has an alarm',
    asked.everyQueueOfFailuresHasAnAlarm,
    remove('AWS::CloudWatch::Alarm', ({ Namespace }) => Namespace === 'AWS/SQS'),
  ],
  [
    'stream readers begin at the horizon, give up late and into a bucket, and are at most two',
    asked.streamReadersLoseNothing,
    set('AWS::Lambda::EventSourceMapping', 'StartingPosition', 'LATEST'),
    set('AWS::Lambda::EventSourceMapping', 'MaximumRetryAttempts', -1),
    without('AWS::Lambda::EventSourceMapping', 'FunctionResponseTypes'),
    without('AWS::Lambda::EventSourceMapping', 'DestinationConfig'),
    without('AWS::Lambda::EventSourceMapping', 'ParallelizationFactor'),
    set('AWS::Lambda::EventSourceMapping', 'ParallelizationFactor', 11),
    add('AWS::Lambda::EventSourceMapping', { StartingPosition: 'TRIM_HORIZON' }),
  ],
  [
    'every lane of a queue has places of its own',
    asked.everyLaneHasPlacesOfItsOwn,
    without('AWS::Lambda::EventSourceMapping', 'ScalingConfig'),
  ],
  [
    'every lane of a queue has an alarm on its age',
    asked.everyLaneHasAnAlarmOnItsAge,
    remove('AWS::CloudWatch::Alarm', ({ MetricName }) => MetricName === 'ApproximateAgeOfOldestMessage'),
  ],
  [
    'a message is hidden for six times the time that its function may take',
    asked.aQueueOutwaitsItsFunction,
    set('AWS::Lambda::Function', 'Timeout', 600),
  ],
]);

test('every handler in functions/ and events/ is deployed, and nothing without a handler', () => {
  const listed = [...Object.keys(functions), ...triggers.map(functionNameOf)];
  expect(listed.toSorted()).toEqual(Object.keys(handlers()).toSorted());
});

test('every heading of the runbook below "Alarms" belongs to an alarm', () => {
  const links = resourcesOf(real, 'AWS::CloudWatch::Alarm').map(asked.linkOf);
  const headings = asked.anchorsOf(runbook.slice(runbook.indexOf('\n## Alarms')).replace('## Alarms', ''));
  expect(headings.filter((heading) => !links.includes(heading))).toEqual([]);
});
