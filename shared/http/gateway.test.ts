import { describe, expect, test } from 'vitest';
import type { Method } from './contract.ts';
import { gatewayKeyOf, matcherOf } from './gateway.ts';

const at = (method: Method, path: string) => ({ method, path });
const noun = '/api/crm/notes';
const match = matcherOf([
  at('GET', `${noun}/{noteId}`),
  at('DELETE', `${noun}/{noteId}`),
  at('GET', noun),
  at('POST', noun),
  at('POST', `${noun}/merge`),
  at('GET', `${noun}/{noteId}/{part}`),
  at('GET', `${noun}/{noteId}/links`),
  at('GET', '/n/{token}'),
]);

/** A request as the gateway hands it on. */
const ask = (method: string, routeKey: string, pathParameters?: Record<string, string>) =>
  match({ routeKey, ...(pathParameters && { pathParameters }), requestContext: { http: { method } } });
const below = (method: string, proxy: string) => ask(method, `ANY ${noun}/{proxy+}`, { proxy });

describe('the gateway’s route', () => {
  test('of what needs a token is that of its noun, and of all below it', () => {
    expect(gatewayKeyOf({ path: noun, permission: 'feedback:read' })).toBe(`ANY ${noun}`);
    expect(gatewayKeyOf({ path: `${noun}/{noteId}/links`, permission: 'feedback:read' })).toBe(`ANY ${noun}/{proxy+}`);
  });
  test('of what is public is its path alone', () => {
    expect(gatewayKeyOf({ path: '/s/{token}/me', permission: 'public' })).toBe('ANY /s/{token}/me');
  });
});

describe('a request', () => {
  test('behind a greedy route is matched by its path, with its parameters', () => {
    expect(below('GET', 'no_1')).toMatchObject({ found: at('GET', `${noun}/{noteId}`), params: { noteId: 'no_1' } });
    expect(below('GET', 'no_1/text')?.params).toEqual({ noteId: 'no_1', part: 'text' });
  });
  test('goes to the most literal path that fits, in whatever order they stand', () => {
    expect(below('POST', 'merge')?.found).toEqual(at('POST', `${noun}/merge`));
    expect(below('GET', 'no_1/links')?.found).toEqual(at('GET', `${noun}/{noteId}/links`));
  });
  test('of a path of its own keeps the parameters of the gateway', () => {
    expect(ask('GET', 'ANY /n/{token}', { token: 't' })).toMatchObject({
      found: at('GET', '/n/{token}'),
      params: { token: 't' },
    });
    expect(ask('POST', `ANY ${noun}`)).toMatchObject({ found: at('POST', noun), params: {} });
    expect(ask('POST', `POST ${noun}`)?.found).toEqual(at('POST', noun));
  });
  test.each(['TRACE', 'PUT', 'get'])('with the method %s finds nothing, but what the path allows', (method) => {
    expect(below(method, 'no_1')).toEqual({
      found: undefined,
      params: { noteId: 'no_1' },
      allow: ['GET', 'DELETE'],
    });
  });
  test.each(['', '/', 'no_1/', '/no_1', 'no_1//', 'no_1/links/more', 'a/b/c/d'])(
    'to the path %j finds nothing',
    (proxy) => expect(below('GET', proxy)).toBeUndefined(),
  );
  test('that matched nothing but the fallback finds nothing', () => {
    expect(ask('GET', '$default')).toBeUndefined();
  });
});
