import { expect, test } from 'vitest';
import { triggers } from '../../events/index.ts';
import { functionNameOf } from '../../infra/names.ts';
import { templatesOf } from '../../infra/testing/templates.ts';
import { mappingsOfTemplate } from './mapping.ts';
import { filterOf } from './pattern.ts';

const templates = templatesOf({ stage: 'local', retain: false, eventArchive: false }, triggers);
const streams = triggers.filter((trigger) => trigger.kind === 'stream');

test('every declared stream reader has its mapping, as it is deployed, with filters that are understood', () => {
  const mappings = Object.values(templates).flatMap((template) =>
    mappingsOfTemplate(template, (name) => `resolved ${name}`),
  );
  expect(mappings).toHaveLength(streams.length);
  for (const trigger of streams) {
    const mapping = mappings.find(({ functionName }) => functionName === `heed-${functionNameOf(trigger)}`);
    expect(mapping).toMatchObject({
      batchSize: trigger.batchSize,
      windowSeconds: trigger.windowSeconds,
      filters: trigger.filters,
      maximumRetryAttempts: 50,
      maximumRecordAgeSeconds: 21_600,
      bisectBatchOnFunctionError: true,
      reportBatchItemFailures: true,
      onFailure: 'resolved heed-stream-failures',
    });
    expect(filterOf(mapping?.filters ?? [])({ eventName: 'INSERT', dynamodb: { NewImage: {} } })).toBe(false);
  }
});

const aTemplate = (properties: object, Type = 'AWS::Lambda::EventSourceMapping') => ({
  Resources: {
    Reader: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'heed-reader' } },
    Mapping: {
      Type,
      Properties: {
        FunctionName: { Ref: 'Reader' },
        EventSourceArn: 'arn',
        StartingPosition: 'TRIM_HORIZON',
        ...properties,
      },
    },
  },
});

test('what a mapping leaves out has the value that Lambda gives it', () => {
  expect(mappingsOfTemplate(aTemplate({}), () => '')).toEqual([
    {
      functionName: 'heed-reader',
      batchSize: 100,
      windowSeconds: 0,
      filters: [],
      parallelizationFactor: 1,
      maximumRetryAttempts: -1,
      maximumRecordAgeSeconds: -1,
      bisectBatchOnFunctionError: false,
      reportBatchItemFailures: false,
    },
  ]);
});

test.each([
  [{ StartingPosition: 'LATEST' }],
  [{ Enabled: false }],
  [{ TumblingWindowInSeconds: 30 }],
  [{ ParallelizationFactor: 11 }],
  [{ FunctionResponseTypes: ['Other'] }],
])('what this event source does not do is refused, not ignored: %j', (properties) => {
  expect(() => mappingsOfTemplate(aTemplate(properties), () => '')).toThrow('event source mapping Mapping');
});

test('mappings of queues are left to the emulator', () => {
  expect(mappingsOfTemplate(aTemplate({ StartingPosition: undefined }), () => '')).toEqual([]);
});
