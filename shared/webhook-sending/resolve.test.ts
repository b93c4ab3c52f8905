import { expect, test } from 'vitest';
import { BlockedAddress, NoAddress, resolvePublic, type Resolver } from './resolve.ts';

const dns = (v4: string[] | Error, v6: string[] | Error = new Error('ENODATA')): Resolver => ({
  resolve4: () => (v4 instanceof Error ? Promise.reject(v4) : Promise.resolve(v4)),
  resolve6: () => (v6 instanceof Error ? Promise.reject(v6) : Promise.resolve(v6)),
});
const never = (): Promise<string[]> => new Promise(() => {});
const none = new Error('ENOTFOUND');

test('a name with public addresses resolves to the first of IPv4', async () => {
  expect(await resolvePublic('a.example', dns(['8.8.8.8', '1.1.1.1'], ['2606:4700::1111']))).toEqual({
    address: '8.8.8.8',
    family: 4,
  });
});

test('a name with addresses of IPv6 only resolves to the first of them', async () => {
  expect(await resolvePublic('a.example', dns(none, ['2606:4700::1111']))).toEqual({
    address: '2606:4700::1111',
    family: 6,
  });
});

test.each([
  ['private', dns(['10.0.0.1'])],
  ['public first and private second', dns(['8.8.8.8', '127.0.0.1'])],
  ['public of IPv4 and private of IPv6', dns(['8.8.8.8'], ['::1'])],
  ['public of IPv4 and a mapped private one', dns(['8.8.8.8'], ['::ffff:10.0.0.1'])],
  ['17 at once', dns(Array.from({ length: 17 }, (_, last) => `8.8.8.${last}`))],
])('a name whose addresses are %s is blocked', async (_, resolver) => {
  await expect(resolvePublic('a.example', resolver)).rejects.toBeInstanceOf(BlockedAddress);
});

test('what is said about a blocked name tells nothing of what it resolved to', async () => {
  const refusals = await Promise.all(
    ['10.0.0.1', '127.0.0.1', '169.254.169.254'].map((address) =>
      resolvePublic('a.example', dns([address])).catch((error: Error) => error.message),
    ),
  );
  expect(new Set(refusals)).toEqual(new Set(['must have addresses of the public internet only']));
});

test.each([
  ['unknown', dns(none, none)],
  ['without addresses', dns([], [])],
])('a name that is %s has no address', async (_, resolver) => {
  await expect(resolvePublic('a.example', resolver)).rejects.toBeInstanceOf(NoAddress);
});

test('a name server that does not answer is waited for no longer than the limit', async () => {
  const began = performance.now();
  await expect(resolvePublic('a.example', { resolve4: never, resolve6: never }, 50)).rejects.toBeInstanceOf(NoAddress);
  expect(performance.now() - began).toBeLessThan(1_000);
});

test('a name server that answers one of both questions is enough', async () => {
  const resolver = { resolve4: () => Promise.resolve(['8.8.8.8']), resolve6: never };
  expect(await resolvePublic('a.example', resolver, 50)).toEqual({ address: '8.8.8.8', family: 4 });
});
