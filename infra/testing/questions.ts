import { tableIndexes } from '../../shared/kernel/indexes.ts';
import { gatewayRoutesOf, type Served } from '../constructs/http-routes.ts';
import { at, type Found, listAt, type Properties, refersTo, resourcesOf, type Templates } from './templates.ts';

/** Asks something of what would be deployed; answers with what is wrong, one line each. */
export type Question = (templates: Templates) => string[];

const complain = (found: readonly Found[], about: string): string[] => found.map(({ id }) => `${id} ${about}`);
const functions = (templates: Templates): Found[] => resourcesOf(templates, 'AWS::Lambda::Function');
const queues = (templates: Templates): Found[] => resourcesOf(templates, 'AWS::SQS::Queue');
const alarms = (templates: Templates): Found[] => resourcesOf(templates, 'AWS::CloudWatch::Alarm');
const mappings = (templates: Templates): Found[] => resourcesOf(templates, 'AWS::Lambda::EventSourceMapping');
const readsStream = ({ properties }: Found): boolean => 'StartingPosition' in properties;
const routesOf = (templates: Templates): Found[] => resourcesOf(templates, 'AWS::ApiGatewayV2::Route');

export const everyFunctionHasALogGroupWithRetention: Question = (templates) => {
  const groups = resourcesOf(templates, 'AWS::Logs::LogGroup').filter(
    ({ properties }) => properties['RetentionInDays'],
  );
  const lacking = functions(templates).filter(
    ({ properties }) => !groups.some(({ id }) => refersTo(properties['LoggingConfig'], id)),
  );
  return complain(lacking, 'has no log group with retention');
};

export const everyFunctionHasAlarms: Question = (templates) =>
  ['Errors', 'Throttles'].flatMap((metric) => {
    const watched = alarms(templates).filter(({ properties }) => properties['MetricName'] === metric);
    const lacking = functions(templates).filter(
      ({ id }) => !watched.some(({ properties }) => refersTo(properties['Dimensions'], id)),
    );
    return complain(lacking, `has no alarm on ${metric}`);
  });

/** Anchors of the runbook's headings as GitHub makes them. */
export const anchorsOf = (markdown: string): string[] =>
  [...markdown.matchAll(/^#{2,} (.+)$/gm)].map(([, heading = '']) => heading.toLowerCase().replaceAll(' ', '-'));

export const linkOf = ({ properties }: Found): string =>
  /docs\/runbook\.md#([\w-]+)$/.exec(String(properties['AlarmDescription']))?.[1] ?? '';

export const everyAlarmRingsAndHasARunbookHeading =
  (runbook: string): Question =>
  (templates) => [
    ...complain(
      alarms(templates).filter(({ properties }) => listAt(properties, 'AlarmActions').length === 0),
      'tells nobody',
    ),
    ...complain(
      alarms(templates).filter((alarm) => !anchorsOf(runbook).includes(linkOf(alarm))),
      'has no heading in the runbook',
    ),
  ];

export const everyAsynchronousCallEndsInADeadLetterQueue: Question = (templates) => {
  const polled = mappings(templates).filter((mapping) => !readsStream(mapping));
  const redriven = queues(templates).filter(({ properties }) => properties['RedrivePolicy']);
  const schedules = resourcesOf(templates, 'AWS::Scheduler::Schedule');
  const targets = resourcesOf(templates, 'AWS::Events::Rule').flatMap(({ id, stack, properties }) =>
    listAt(properties, 'Targets').map((target) => ({ id, stack, properties: target as Properties })),
  );
  return [
    ...complain(
      polled.filter(({ properties }) => !redriven.some(({ id }) => refersTo(properties['EventSourceArn'], id))),
      'reads a queue without a dead-letter queue',
    ),
    ...complain(
      functions(templates).filter(
        ({ id, properties }) =>
          schedules.some((schedule) => refersTo(schedule.properties['Target'], id)) && !properties['DeadLetterConfig'],
      ),
      'is scheduled without a dead-letter queue',
    ),
    ...complain(
      schedules.filter(
        ({ properties }) => !at(properties, 'Target.DeadLetterConfig') || !at(properties, 'Target.RetryPolicy'),
      ),
      'has no dead-letter queue or no retries',
    ),
    ...complain(
      targets.filter(({ properties }) => !properties['DeadLetterConfig']),
      'has a target without a dead-letter queue',
    ),
  ];
};

export const everyQueueOfFailuresHasAnAlarm: Question = (templates) => {
  const watched = alarms(templates).filter(
    ({ properties }) => properties['MetricName'] === 'ApproximateNumberOfMessagesVisible',
  );
  const ends = queues(templates).filter(({ properties }) => !properties['RedrivePolicy']);
  return complain(
    ends.filter(({ id }) => !watched.some(({ properties }) => refersTo(properties['Dimensions'], id))),
    'collects failures that nobody hears of',
  );
};

/** Lambda takes 2 to 1 000; without a limit one lane can take every place of the function, or of the account. */
export const everyLaneHasPlacesOfItsOwn: Question = (templates) =>
  mappings(templates)
    .filter((mapping) => !readsStream(mapping))
    .filter(({ properties }) =>
      queues(templates).some(
        (queue) =>
          refersTo(properties['EventSourceArn'], queue.id) && /-queue-/.test(String(queue.properties['QueueName'])),
      ),
    )
    .flatMap(({ id, properties }) => {
      const places = Number(at(properties, 'ScalingConfig.MaximumConcurrency'));
      return places >= 2 && places <= 1_000 ? [] : [`${id} has no places of its own`];
    });

export const everyLaneHasAnAlarmOnItsAge: Question = (templates) => {
  const watched = alarms(templates).filter(
    ({ properties }) => properties['MetricName'] === 'ApproximateAgeOfOldestMessage',
  );
  return complain(
    queues(templates)
      .filter(({ properties }) => properties['RedrivePolicy'] && /-queue-/.test(String(properties['QueueName'])))
      .filter(({ id }) => !watched.some(({ properties }) => refersTo(properties['Dimensions'], id))),
    'may stand still unnoticed',
  );
};

/** The numbers of `quality.md`, "Stream mapping"; the batch size is the trigger's. */
export const streamReadersLoseNothing: Question = (templates) => {
  const readers = mappings(templates).filter(readsStream);
  const wrong = readers.filter(
    ({ properties }) =>
      properties['StartingPosition'] !== 'TRIM_HORIZON' ||
      properties['BisectBatchOnFunctionError'] !== true ||
      properties['MaximumRetryAttempts'] !== 50 ||
      properties['MaximumRecordAgeInSeconds'] !== 6 * 3600 ||
      !(Number(properties['ParallelizationFactor']) >= 1 && Number(properties['ParallelizationFactor']) <= 10) ||
      !at(properties, 'DestinationConfig.OnFailure.Destination') ||
      !listAt(properties, 'FunctionResponseTypes').includes('ReportBatchItemFailures'),
  );
  return [
    ...complain(wrong, 'can lose a record'),
    ...(readers.length > 2 ? ['DynamoDB feeds two stream readers; a third starves all'] : []),
  ];
};

export const aQueueOutwaitsItsFunction: Question = (templates) =>
  mappings(templates)
    .filter((mapping) => !readsStream(mapping))
    .flatMap(({ id, properties }) => {
      const queue = queues(templates).find((found) => refersTo(properties['EventSourceArn'], found.id));
      const reader = functions(templates).find((found) => refersTo(properties['FunctionName'], found.id));
      const enough = Number(queue?.properties['VisibilityTimeout']) >= 6 * Number(reader?.properties['Timeout']);
      return enough ? [] : [`${id} may hand out a message twice while it is worked on`];
    });

/** What AWS allows (500 resources of a stack, 300 each of the others) less 30 %. */
const STACK_RESOURCES = 350;
const room = {
  'AWS::ApiGatewayV2::Route': 210,
  'AWS::ApiGatewayV2::Integration': 210,
  'AWS::Events::Rule': 210,
};

export const everythingHasRoomToGrow: Question = (templates) => [
  ...Object.entries(templates)
    .filter(([, { Resources }]) => Object.keys(Resources).length > STACK_RESOURCES)
    .map(([name]) => `${name} has more than ${STACK_RESOURCES} resources: split it`),
  ...Object.entries(room)
    .filter(([type, most]) => resourcesOf(templates, type).length > most)
    .map(([type, most]) => `there are more than ${most} of ${type}`),
];

export const everyEventPatternFits: Question = (templates) =>
  complain(
    resourcesOf(templates, 'AWS::Events::Rule').filter(
      ({ properties }) => JSON.stringify(properties['EventPattern']).length > 2_048,
    ),
    'has a pattern that EventBridge does not take',
  );

/** Every operation is reached, with a token where its contract says so, and nothing else is. */
export const everyOperationIsReached =
  (served: Readonly<Record<string, Served>>): Question =>
  (templates) => {
    const found = new Map(routesOf(templates).map(({ properties }) => [String(properties['RouteKey']), properties]));
    const declared = new Map(Object.values(served).flatMap((one) => [...gatewayRoutesOf(one)]));
    return [
      ...[...declared].flatMap(([key, guard]) => {
        const deployed = found.get(key);
        if (!deployed) return [`${key} is not deployed`];
        const wanted = guard === 'public' ? 'NONE' : 'JWT';
        return deployed['AuthorizationType'] === wanted ? [] : [`${key} should be guarded by ${wanted}`];
      }),
      ...[...found.keys()]
        .filter((key) => key !== '$default' && !declared.has(key))
        .map((key) => `${key} is in no contract`),
    ];
  };

/**
 * Greedy routes need a token, one function serves each, and no public path lies below one: which of the two the gateway
 * takes would decide whether a token is needed.
 */
export const noGreedyRouteHidesAnother: Question = (templates) => {
  const routes = routesOf(templates).map(({ id, properties }) => {
    const [, path = ''] = String(properties['RouteKey']).split(' ');
    return { id, path, open: properties['AuthorizationType'] === 'NONE' };
  });
  const greedy = routes.filter(({ path }) => path.endsWith('{proxy+}'));
  return greedy.flatMap(({ id, path, open }) => {
    const below = routes.filter((route) => route.id !== id && route.path.startsWith(path.slice(0, -'{proxy+}'.length)));
    return [
      ...(open ? [`${id} needs no token`] : []),
      ...below.filter((route) => route.open).map((route) => `${route.id} is public below ${path}`),
      ...below.filter((route) => route.path.endsWith('{proxy+}')).map((route) => `${route.id} lies below ${path}`),
    ];
  });
};

export const oneInvokePermissionPerFunction: Question = (templates) => {
  const permissions = resourcesOf(templates, 'AWS::Lambda::Permission');
  return complain(
    functions(templates).filter(
      ({ id }) => permissions.filter(({ properties }) => refersTo(properties['FunctionName'], id)).length > 1,
    ),
    'has more than one invoke permission',
  );
};

export const theTableHasTheDeclaredIndexes: Question = (templates) =>
  resourcesOf(templates, 'AWS::DynamoDB::Table').flatMap(({ properties }) => {
    const parts = ['IndexName', 'KeySchema.0.AttributeName', 'KeySchema.1.AttributeName', 'Projection.ProjectionType'];
    const deployed = listAt(properties, 'GlobalSecondaryIndexes').map((index) =>
      parts.map((part) => at(index, part)).join(' '),
    );
    const declared = Object.entries(tableIndexes).map(([name, { pk, sk, projection }]) =>
      [name, pk, sk, projection].join(' '),
    );
    return [
      ...declared.filter((index) => !deployed.includes(index)).map((index) => `${index} is declared, not deployed`),
      ...deployed.filter((index) => !declared.includes(index)).map((index) => `${index} is deployed, not declared`),
    ];
  });
