import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { contracts } from '../contracts.ts';
import { Email } from '../fields/email.schema.ts';
import { openapi } from './openapi.ts';

type Ref = { $ref?: string };
type Reply = { description: string; headers?: Record<string, unknown>; content?: Record<string, unknown> };
type Operation = {
  operationId: string;
  summary: string;
  responses: Record<string, Reply & Ref>;
  parameters?: { name: string }[];
};
type Schema = { anyOf?: unknown[]; properties?: Record<string, { pattern?: string; format?: string }> };
const { paths, components } = openapi(contracts) as {
  paths: Record<string, Record<string, Operation>>;
  components: { responses: Record<string, Reply>; schemas: Record<string, Schema> };
};
const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
const reply = (id: string, status: number): Reply | undefined => {
  const found = operations.find(({ operationId }) => operationId === id)?.responses[status];
  return found?.$ref ? components.responses[found.$ref.split('/').at(-1) ?? ''] : found;
};
const mediaTypes = (id: string, status: number) => Object.keys(reply(id, status)?.content ?? {});
const headers = (id: string, status: number) => Object.keys(reply(id, status)?.headers ?? {});

test('every operation names the refusals that any request can meet', () => {
  for (const { operationId, responses } of operations)
    expect([operationId, ...Object.keys(responses)]).toEqual(
      expect.arrayContaining(['400', '405', '429', '431', '500', '503']),
    );
});

test('every summary says what the operation does, in one mood: a verb first, no full stop', () => {
  const verbs =
    /^(?:Accept|Acknowledge|Analyse|Assign|Cancel|Change|Check|Close|Comment|Compare|Correct|Correlate|Count|Create|Decide|Delete|Dismiss|Draw|Edit|Enable|Enter|Erase|Estimate|Exclude|Find|Get|Give|Hand|Import|Include|Judge|Link|List|Make|Mute|Open|Pause|Pin|Preview|Publish|Read|Reconcile|Record|Release|Render|Replace|Report|Request|Resolve|Restore|Resume|Revoke|Send|Set|Show|Snooze|Start|Submit|Take|Tell|Train|Translate|Try|Undo|Unlink|Unsubscribe|Write),? .*[^.]$/;
  expect(operations.map(({ summary }) => summary).filter((summary) => !verbs.test(summary))).toEqual([]);
});

test('what the gateway answers by itself has the gateway’s form', () => {
  expect(mediaTypes('feedback.get', 401)).toEqual(['application/json']);
  expect(mediaTypes('feedback.get', 404)).toEqual(['application/problem+json']);
  expect(mediaTypes('feedback.get', 429)).toEqual(['application/json']);
  expect(mediaTypes('feedback.get', 431)).toEqual([]);
  expect(mediaTypes('form.post', 429)).toEqual(['application/problem+json', 'application/json']);
  expect(mediaTypes('feedback.get', 503)).toEqual(['application/problem+json', 'application/json']);
});

test('pages and files carry their own content types, and pages refuse with pages', () => {
  expect(mediaTypes('survey-page.show', 200)).toEqual(['text/html; charset=utf-8']);
  expect(mediaTypes('survey-page.show', 404)).toEqual(['text/html; charset=utf-8', 'application/problem+json']);
  expect(mediaTypes('system.docsAsset', 200)).toEqual(['text/css; charset=utf-8', 'text/javascript; charset=utf-8']);
  expect(mediaTypes('system.docs', 400)).toEqual(['application/problem+json']);
});

test('lists name the broken cursor, posts the broken key', () => {
  expect(reply('feedback.list', 400)?.description).toContain('invalid-cursor');
  expect(reply('feedback.get', 400)?.description).not.toContain('invalid-cursor');
  expect(reply('feedback.restore', 400)?.description).toContain('invalid-idempotency-key');
});

test('the headers of a reply are declared', () => {
  expect(headers('feedback.submit', 201)).toEqual(['ETag', 'Idempotency-Replayed']);
  expect(headers('feedback.get', 200)).toEqual(['ETag']);
  expect(headers('feedback.list', 200)).toEqual([]);
  expect(headers('form.post', 429)).toEqual(['Retry-After']);
  expect(headers('feedback.get', 503)).toEqual(['Retry-After']);
});

describe('the document says once what holds in several places:', () => {
  test('every refusal is a component', () => {
    const inline = operations.flatMap(({ operationId, responses }) =>
      Object.entries(responses)
        .filter(([status, { $ref }]) => Number(status) >= 400 && !$ref)
        .map(() => operationId),
    );
    expect(inline).toEqual([]);
  });

  test('a parameter that two operations take is a component', () => {
    const inline = operations.flatMap(({ parameters = [] }) => parameters.map((one) => JSON.stringify(one)));
    expect(repeated(inline.filter((one) => !one.startsWith('{"$ref"')))).toEqual([]);
  });

  test('a schema of more than twenty lines that two operations use is a component', () => {
    expect(repeated(parts(paths).filter((one) => one.split('\n').length > 20 && one.includes('"type"')))).toEqual([]);
  });
});

test('an address is valid in the document exactly where the API takes it', () => {
  const { email } = components.schemas['Contact']?.properties ?? {};
  expect(email).toMatchObject({ format: 'email', maxLength: 254 });
  const documented = z
    .string()
    .max(254)
    .regex(new RegExp(email?.pattern ?? '(?!)'));
  const long = (length: number) => `${'a'.repeat(length)}@example.com`;
  for (const address of [long(1), long(64), 'a.b+c@sub.example.co', `a@${'b'.repeat(63)}.com`])
    expect([address, documented.safeParse(address).success, Email.safeParse(address).success]).toEqual([
      address,
      true,
      true,
    ]);
  for (const address of [long(65), '.a@example.com', 'a..b@example.com', `a@${'b'.repeat(64)}.com`, 'a@b-.com', 'a@b'])
    expect([address, documented.safeParse(address).success, Email.safeParse(address).success]).toEqual([
      address,
      false,
      false,
    ]);
});

test('where one of several fields is needed, the schema says so', () => {
  const oneOf = [{ required: ['contact'] }, { required: ['customerId'] }];
  expect(components.schemas['TriggerEventInput']?.anyOf).toEqual(oneOf);
});

const repeated = (texts: string[]): string[] => texts.filter((text, index) => texts.indexOf(text) !== index);

/** Every object within a value, as text. */
function parts(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return [JSON.stringify(value, null, 2), ...Object.values(value).flatMap(parts)];
}
