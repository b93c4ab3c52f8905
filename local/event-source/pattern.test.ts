import { expect, test } from 'vitest';
import { filterOf } from './pattern.ts';

const record = {
  eventName: 'INSERT',
  dynamodb: {
    Keys: { pk: { S: 'c#acme#fb#2026-11' }, sk: { S: 'fb_1' } },
    NewImage: { kind: { S: 'feedback' }, score: { N: '4' }, tags: { L: ['a', 'b'] }, version: 3 },
  },
};

/** The pattern of one field, at any depth. */
const at = (path: string, conditions: unknown): unknown =>
  path.split('.').reduceRight<unknown>((inner, name) => ({ [name]: inner }), conditions);

const passes = (...patterns: unknown[]): boolean => filterOf(patterns)(record);

test.each<[string, unknown, boolean]>([
  ['eventName', ['INSERT'], true],
  ['eventName', ['MODIFY', 'INSERT'], true],
  ['eventName', ['insert'], false],
  ['eventName', [{ 'equals-ignore-case': 'insert' }], true],
  ['dynamodb.Keys.pk.S', [{ prefix: 'c#acme#' }], true],
  ['dynamodb.Keys.pk.S', [{ prefix: 'c#other#' }], false],
  ['dynamodb.Keys.pk.S', [{ prefix: { 'equals-ignore-case': 'C#ACME' } }], true],
  ['dynamodb.Keys.pk.S', [{ suffix: '2026-11' }], true],
  ['dynamodb.Keys.pk.S', [{ 'anything-but': ['x', 'y'] }], true],
  ['dynamodb.Keys.pk.S', [{ 'anything-but': { prefix: 'c#' } }], false],
  ['dynamodb.NewImage.kind.S', [{ 'anything-but': 'feedback' }], false],
  // A field that is absent is not "anything but", and the object around a leaf is not the leaf.
  ['dynamodb.NewImage.other.S', [{ 'anything-but': 'x' }], false],
  ['dynamodb.NewImage.kind', [{ exists: true }], false],
  ['dynamodb.NewImage.kind.S', [{ exists: true }], true],
  ['dynamodb.NewImage.other.S', [{ exists: false }], true],
  ['dynamodb.OldImage.kind.S', ['feedback'], false],
  ['dynamodb.NewImage.version', [{ numeric: ['=', 3] }], true],
  ['dynamodb.NewImage.version', [{ numeric: ['>', 0, '<=', 3] }], true],
  ['dynamodb.NewImage.version', [{ numeric: ['>', 3] }], false],
  // Numbers of DynamoDB are text in a stream record.
  ['dynamodb.NewImage.score.N', [{ numeric: ['>', 0] }], false],
  ['dynamodb.NewImage.tags.L', ['b'], true],
  ['dynamodb.NewImage.tags.L', ['c'], false],
])('%s: %j is %s', (path, conditions, expected) => {
  expect(passes(at(path, conditions))).toBe(expected);
});

test('all fields of a pattern must match, any of the patterns, and any alternative of $or', () => {
  const both = (kind: string, name: string) => ({ eventName: [name], dynamodb: { NewImage: { kind: { S: [kind] } } } });
  expect(passes(both('feedback', 'INSERT'))).toBe(true);
  expect(passes(both('feedback', 'REMOVE'))).toBe(false);
  expect(passes(both('survey', 'INSERT'), both('feedback', 'INSERT'))).toBe(true);
  expect(passes({ $or: [{ eventName: ['REMOVE'] }, { dynamodb: { NewImage: { kind: { S: ['feedback'] } } } }] })).toBe(
    true,
  );
  expect(passes()).toBe(true);
});

test.each([
  [{}, 'must be an object with fields'],
  [{ eventName: 'INSERT' }, 'must be an object with fields'],
  [{ eventName: [] }, 'must hold a condition'],
  [{ eventName: [{ wildcard: 'I*' }] }, 'unknown operator wildcard'],
  [{ eventName: [{ prefix: 1 }] }, 'is not part of the language'],
  [{ eventName: [{ prefix: 'a', suffix: 'b' }] }, 'one operator at a time'],
  [{ eventName: [{ numeric: ['~', 1] }] }, 'must be like'],
  [{ eventName: [{ exists: 'yes' }] }, 'must be true or false'],
  [{ $or: [] }, 'must be a list of patterns'],
])('a pattern outside the language is refused: %j', (pattern, message) => {
  expect(() => filterOf([pattern])).toThrow(message);
});
