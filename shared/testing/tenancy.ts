import { expect } from 'vitest';
import * as z from 'zod';
import { type Route, routeKey } from '../http/contract.ts';
import type { HttpHandler } from '../http/serve.ts';
import { aCompany } from './context.ts';
import { type Answer, type Example, expectRefused, send } from './call.ts';
import { textsIn, watchTable } from './watch-table.ts';

/** Makes what a request of a company needs, and the request. */
type Prepare = (companyId: string) => Promise<Example> | Example;

const ourId = /^[a-z]{2,3}_[0-9a-z]{26}$/;

/** Letters a stored text needs to be looked for: shorter ones, such as a status, stand in records of any company. */
const DISTINCTIVE = 6;

/**
 * Sends the request of one company with the token of another, and fails when that reaches anything of the first: its
 * keys, a text that it stored, or a difference between its record and one that does not exist.
 */
export async function expectNothingForeign(handler: HttpHandler, route: Route, prepare: Prepare): Promise<void> {
  const [owner, other] = [aCompany(), aCompany()];
  const { result: request, written } = await watchTable(async () => prepare(owner));
  const call = (example: Example) => watchTable(() => send(handler, route, { ...example, companyId: other }));

  const { result: answer, companies, written: own } = await call(request);
  expect([...companies].filter((company) => company !== other)).toEqual([]);
  const known = new Set(textsIn(request));
  const words = wordsOf(route);
  const shown = [...textsIn(answer.body), answer.text].join('\n');
  const stored = [...written].filter((text) => text.length >= DISTINCTIVE && !known.has(text) && !words.includes(text));
  // What a company is given at its first use, it may be shown.
  const isOwn = (text: string): boolean => [...own].some((one) => one.includes(text));
  if (answer.status < 400) expect(stored.filter((text) => shown.includes(text) && !isOwn(text))).toEqual([]);

  // What a path names may belong to nobody, such as a metric; what the owner stored under that name is the owner's.
  // A PUT may make something of the same name for the other company, unless the name is an id that we gave.
  const names = Object.entries(request.params ?? {}).filter(
    ([, value]) => written.has(value) && (route.method !== 'PUT' || ourId.test(value)),
  );
  if (names.length === 0) return;
  expectRefused(route, answer, 404, 'not-found');
  const params = { ...request.params, ...Object.fromEntries(names.map(([name, value]) => [name, unlike(value)])) };
  const { result: unknown } = await call({ ...request, params });
  expect(comparable(answer)).toEqual(comparable(unknown));
}

/**
 * Sends what a public route takes for one company, a form key or a link, and fails when that reaches another company,
 * or when a key or link that was never issued is accepted.
 */
export async function expectOneCompany(handler: HttpHandler, route: Route, prepare: Prepare): Promise<void> {
  const [owner, other] = [aCompany(), aCompany()];
  const request = await prepare(owner);
  const { written } = await watchTable(async () => prepare(other));
  const { result: answer, companies } = await watchTable(() => send(handler, route, request));
  expect([...companies].filter((company) => company !== owner)).toEqual([]);
  const others = [...written].filter((text) => text.includes(other) || ourId.test(text));
  expect(others.filter((text) => answer.text.includes(text))).toEqual([]);
  for (const [name, value] of Object.entries(request.params ?? {})) {
    const params = { ...request.params, [name]: unlike(value) };
    const { result: unknown, companies: found } = await watchTable(() => send(handler, route, { ...request, params }));
    expectRefused(route, unknown, 404, 'not-found');
    expect([routeKey(route), ...found]).toEqual([routeKey(route)]);
  }
}

/** What every reply of a route may say by itself: names of fields, and values of a closed list. */
function wordsOf({ reply }: Route): string {
  const bare = ({ jsonSchema }: { jsonSchema: Record<string, unknown> }): void => {
    for (const name of ['description', 'example', 'examples', 'default']) delete jsonSchema[name];
  };
  const schemas = Object.values(reply).filter((schema) => schema !== null);
  return JSON.stringify(
    schemas.map((schema) => z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input', override: bare as never })),
  );
}

/** The same kind of name, of nothing: its last character is another one. */
const unlike = (name: string): string => `${name.slice(0, -1)}${name.endsWith('0') ? '1' : '0'}`;

/** An answer without what differs from one request to the next. */
function comparable({ status, headers, body }: Answer): object {
  const { requestId: _id, instance: _path, ...rest } = body;
  return { status, headers, body: rest };
}
