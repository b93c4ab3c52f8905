import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { expect } from 'vitest';
import type { Route } from '../http/contract.ts';
import type { HttpHandler } from '../http/serve.ts';
import { aLambdaContext, anEvent, type EventOptions } from './http-event.ts';

/** A valid request for a route. */
export type Example = {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  headers?: Record<string, string>;
};
/** What came back; `body` is empty where it is no JSON. */
export type Answer = { status: number; headers: Record<string, unknown>; body: Record<string, unknown>; text: string };

/** Sends an event through a handler as API Gateway would. */
export async function send(handler: HttpHandler, route: Route, options: EventOptions): Promise<Answer> {
  const result: APIGatewayProxyStructuredResultV2 = await handler(anEvent(route, options), aLambdaContext());
  const text = result.body ?? '';
  const json = String(result.headers?.['content-type'] ?? '').includes('json') && text !== '';
  return {
    status: result.statusCode ?? 0,
    headers: result.headers ?? {},
    body: json ? (JSON.parse(text) as Record<string, unknown>) : {},
    text,
  };
}

/** Asserts a refusal in the form of the route: a page where it serves pages, else a problem. */
export function expectRefused(route: Route, answer: Answer, status: number, code: string): void {
  if (!route.contentType?.startsWith('text/html')) return expectProblem(answer, status, code);
  const { status: seen, headers } = answer;
  return expect({ seen, type: headers['content-type'] }).toEqual({ seen: status, type: route.contentType });
}

/** Asserts a problem reply of the right kind that tells nothing internal. */
export function expectProblem(answer: Answer, status: number, code: string): void {
  expect({ status: answer.status, type: answer.body['type'] }).toEqual({ status, type: `/problems/${code}` });
  expect(answer.headers['content-type']).toBe('application/problem+json');
  expect(answer.body).toMatchObject({ title: expect.any(String), status, requestId: expect.any(String) });
  expect(answer.text).not.toMatch(/node_modules|\.ts:|at \w+ \(/);
}
