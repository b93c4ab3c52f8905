import { expect, test } from 'vitest';
import { contracts } from '../contracts.ts';
import { openapi } from './openapi.ts';

type Reply = { description: string; headers?: Record<string, unknown>; content?: Record<string, unknown> };
type Operation = { operationId: string; responses: Record<string, Reply>; parameters?: { name: string }[] };
const { paths } = openapi(contracts) as { paths: Record<string, Record<string, Operation>> };
const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
const operation = (id: string): Operation => operations.find(({ operationId }) => operationId === id) as Operation;
const mediaTypes = (id: string, status: number) => Object.keys(operation(id).responses[status]?.content ?? {});
const headers = (id: string, status: number) => Object.keys(operation(id).responses[status]?.headers ?? {});

test('every operation names the refusals that any request can meet', () => {
  for (const { operationId, responses } of operations)
    expect([operationId, ...Object.keys(responses)]).toEqual(expect.arrayContaining(['400', '429', '500', '503']));
});

test('what the gateway answers by itself has the gateway’s form', () => {
  expect(mediaTypes('feedback.get', 401)).toEqual(['application/json']);
  expect(mediaTypes('feedback.get', 404)).toEqual(['application/problem+json']);
  expect(mediaTypes('feedback.get', 429)).toEqual(['application/json']);
  expect(mediaTypes('form.post', 429)).toEqual(['application/problem+json', 'application/json']);
  expect(mediaTypes('feedback.get', 503)).toEqual(['application/problem+json', 'application/json']);
});

test('lists name the broken cursor, posts the broken key', () => {
  expect(operation('feedback.list').responses['400']?.description).toContain('invalid-cursor');
  expect(operation('feedback.get').responses['400']?.description).not.toContain('invalid-cursor');
  expect(operation('feedback.restore').responses['400']?.description).toContain('invalid-idempotency-key');
});

test('the headers of a reply are declared', () => {
  expect(headers('feedback.submit', 201)).toEqual(['ETag', 'Idempotency-Replayed']);
  expect(headers('feedback.get', 200)).toEqual(['ETag']);
  expect(headers('feedback.list', 200)).toEqual([]);
  expect(headers('form.post', 429)).toEqual(['Retry-After']);
  expect(headers('feedback.get', 503)).toEqual(['Retry-After']);
});
