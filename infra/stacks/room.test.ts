import { expect, test } from 'vitest';
import * as asked from '../testing/questions.ts';
import { largeFunctions, largeTriggers, pathsOf, size } from '../testing/large-app.ts';
import { resourcesOf, templatesOf } from '../testing/templates.ts';

const functions = largeFunctions();
const triggers = largeTriggers();
const templates = templatesOf({ companies: ['acme'] }, triggers, functions);

test('the generated app has the size that the specifications bring', () => {
  const { nouns, open } = pathsOf(functions);
  const operations = Object.values(functions)
    .flatMap(({ serves }) => serves)
    .flatMap(({ routes }) => Object.keys(routes));
  expect({
    operations: operations.length,
    nouns: nouns.length,
    publicPaths: open.length,
    triggers: triggers.length,
  }).toEqual({
    ...size,
    eventTypes: undefined,
  });
  const rules = resourcesOf(templates, 'AWS::Events::Rule').map(({ properties }) => JSON.stringify(properties));
  expect(new Set(rules.join().match(/RecordOfSomeKindChanged\d+/g)).size).toBe(size.eventTypes);
});

test.each([
  ['stacks, routes, integrations and rules stay 30 % below what AWS allows', asked.everythingHasRoomToGrow],
  ['every pattern of events fits', asked.everyEventPatternFits],
  ['every operation is reached, guarded as it says, and nothing else is', asked.everyOperationIsReached(functions)],
  ['no greedy route hides another', asked.noGreedyRouteHidesAnother],
])('with it %s', (_, question) => {
  expect(question(templates)).toEqual([]);
});

test('each area that has something to deploy is a stack', () => {
  expect(Object.keys(templates).toSorted()).toEqual(
    ['api', 'care', 'crm', 'data', 'insight', 'platform', 'sales', 'voice', 'web'].map((name) => `heed-${name}`),
  );
});
