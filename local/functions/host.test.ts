import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FunctionConfiguration, type FunctionHost, startFunctionHost } from './host.ts';

let folder: string;
let host: FunctionHost;
let described: Record<string, Partial<FunctionConfiguration>>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'heed-functions-'));
  described = {};
  host = await startFunctionHost({
    bundles: folder,
    prefix: 'heed',
    logFile: join(folder, 'functions.log'),
    describe: async (name) => {
      const found = described[name];
      if (!found) throw new Error(`${name} is not deployed`);
      return {
        arn: `arn:aws:lambda:us-east-1:000000000000:function:${name}`,
        timeoutSeconds: 5,
        memoryMb: 64,
        environment: {},
        ...found,
      };
    },
  });
});
afterEach(async () => {
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

function given(name: string, code: string, configuration: Partial<FunctionConfiguration> = {}): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"type":"commonjs"}');
  writeFileSync(join(folder, name, 'index.js'), code);
  described[`heed-${name}`] = configuration;
}

const post = (name: string, event: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(host.url, {
    method: 'POST',
    headers: { 'x-amzn-lambda-function-name': `heed-${name}`, 'x-amzn-lambda-request-id': 'r-1', ...headers },
    body: JSON.stringify(event),
  });

test('a function gets its event, its own environment and a context, and its result is the reply', async () => {
  given(
    'echo',
    `exports.handler = async (event, context) => ({ event, mode: process.env.MODE, path: process.env.PATH,
       id: context.awsRequestId, name: context.functionName, left: context.getRemainingTimeInMillis() })`,
    { environment: { MODE: 'a' } },
  );
  const reply = await post('echo', { n: 1 });
  expect(reply.status).toBe(200);
  const { left, ...rest } = (await reply.json()) as Record<string, unknown>;
  expect(rest).toEqual({ event: { n: 1 }, mode: 'a', id: 'r-1', name: 'heed-echo' });
  expect(left).toBeGreaterThan(4000);
});

test.runIf(process.platform === 'linux')(
  'functions in the background let the others go first; alerts are none of them',
  async () => {
    const code = `const { getPriority } = require('node:os'), { readlinkSync } = require('node:fs');
      exports.handler = async () => getPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)))`;
    const priorityOf = async (name: string): Promise<unknown> => {
      given(name, code);
      return (await post(name, {})).json();
    };
    const names = ['intake', 'on-alerts', 'on-linker', 'every-minute'];
    expect(await Promise.all(names.map(priorityOf))).toEqual([0, 0, 10, 10]);
  },
);

test('a function that returns nothing succeeds with an empty body', async () => {
  given('quiet', 'exports.handler = async () => {}');
  const reply = await post('quiet', {});
  expect([reply.status, await reply.text()]).toEqual([200, '']);
});

test('what a function throws is a fault of Lambda’s form, and neither its message nor the event reaches the log', async () => {
  given('broken', `exports.handler = async () => { throw new RangeError('about ada@example.com') }`);
  const reply = await post('broken', { email: 'ada@example.com' });
  expect(reply.status).toBe(500);
  expect(await reply.json()).toEqual({ errorType: 'RangeError', errorMessage: 'about ada@example.com' });
  await host.close();
  const log = readFileSync(join(folder, 'functions.log'), 'utf8');
  expect(log).toMatch(/^broken \{"level":"ERROR".*"errorType":"RangeError"/m);
  expect(log).not.toContain('ada@example.com');
});

test.each([
  ['ends its process', 'exports.handler = () => process.exit(1)'],
  [
    'throws outside its promise',
    `exports.handler = () => new Promise(() => setImmediate(() => { throw new Error('x') }))`,
  ],
  [
    'rejects without anybody waiting',
    `exports.handler = () => new Promise(() => { void Promise.reject(new Error('x')) })`,
  ],
  [
    'uses more memory than it may',
    'exports.handler = () => { const all = []; for (;;) all.push(Array(1e6).fill({})) }',
  ],
])('a function that %s answers with a fault at once, and the next call finds a new worker', async (_, code) => {
  given(
    'crash',
    `let calls = 0; ${code.replace('exports.handler =', 'const crash =')}
    exports.handler = (event) => event.crash ? crash() : { calls: ++calls };`,
  );
  expect(await host.invoke('heed-crash', {})).toEqual({ result: '{"calls":1}' });
  expect(await host.invoke('heed-crash', { crash: true })).toMatchObject({
    fault: { errorType: expect.stringMatching(/^Runtime\./) },
  });
  expect(await host.invoke('heed-crash', {})).toEqual({ result: '{"calls":1}' });
});

test('a function that exceeds its timeout is ended, even in an endless loop, and answers as on Lambda', async () => {
  given('slow', 'exports.handler = (event) => { if (event.loop) for (;;); return 1 }', { timeoutSeconds: 1 });
  await host.invoke('heed-slow', {});
  const began = performance.now();
  expect(await host.invoke('heed-slow', { loop: true })).toMatchObject({
    fault: {
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringMatching(/Task timed out after 1\.00 seconds$/),
    },
  });
  expect(performance.now() - began).toBeLessThan(3000);
  expect(await host.invoke('heed-slow', {})).toEqual({ result: '1' });
});

test('an invocation that waited past its deadline is not run', async () => {
  given(
    'once',
    `let runs = 0; exports.handler = async (event) => { runs++; if (event.ms) await new Promise((r) => setTimeout(r, event.ms)); return runs }`,
  );
  await host.invoke('heed-once', {});
  const long = host.invoke('heed-once', { ms: 400 });
  const late = await post('once', {}, { 'x-amzn-lambda-deadline-ms': String(Date.now() - 1) });
  expect(late.status).toBe(500);
  expect(await late.json()).toMatchObject({ errorType: 'Sandbox.Timedout' });
  expect(await long).toEqual({ result: '2' });
});

test('a worker runs one invocation at a time; under load there are more workers, within their bound', async () => {
  given(
    'busy',
    `let running = 0; exports.handler = async () => { running++; const seen = running; await new Promise((r) => setTimeout(r, 300)); running--; return seen }`,
  );
  const outcomes = await Promise.all(Array.from({ length: 30 }, () => host.invoke('heed-busy', {})));
  expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome)))).toEqual(new Set(['{"result":"1"}']));
  expect(host.state()['busy']?.workers).toBeGreaterThan(1);
  expect(host.state()['busy']?.workers).toBeLessThanOrEqual(6);
});

test('the load of some functions keeps no other function waiting', async () => {
  const code = 'exports.handler = (event) => new Promise((resolve) => setTimeout(resolve, event.ms ?? 0))';
  for (const name of ['a', 'b', 'c', 'other']) given(name, code, { timeoutSeconds: 30 });
  const load = ['a', 'b', 'c'].flatMap((name) =>
    Array.from({ length: 12 }, () => host.invoke(`heed-${name}`, { ms: 1000 })),
  );
  await new Promise((resolve) => setTimeout(resolve, 600));
  const other = host.invoke('heed-other', {});
  const first = await Promise.race([other.then(() => 'other'), Promise.all(load).then(() => 'load')]);
  expect(first).toBe('other');
  await Promise.all(load);
});

test('a bundle that cannot be loaded answers with the reason, and works once it is replaced', async () => {
  given('bad', 'exports.handler = () => {');
  expect(await host.invoke('heed-bad', {})).toMatchObject({ fault: { errorType: 'Runtime.ImportModuleError' } });
  given('bad', 'exports.handler = () => 2');
  expect(await host.invoke('heed-bad', {})).toEqual({ result: '2' });
});

test('replaced code serves the next call, while a running invocation ends with the old code', async () => {
  given(
    'code',
    'exports.handler = (event) => new Promise((resolve) => setTimeout(() => resolve("old"), event.ms ?? 0))',
  );
  await host.invoke('heed-code', {});
  const running = host.invoke('heed-code', { ms: 300 });
  given('code', 'exports.handler = () => "new"');
  host.replace(['code']);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await host.invoke('heed-code', {})).toEqual({ result: '"new"' });
  expect(await running).toEqual({ result: '"old"' });
});

test('after a deployment functions see their new environment', async () => {
  given('mode', 'exports.handler = () => process.env.MODE', { environment: { MODE: 'a' } });
  expect(await host.invoke('heed-mode', {})).toEqual({ result: '"a"' });
  described['heed-mode'] = { environment: { MODE: 'b' } };
  host.refresh();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await host.invoke('heed-mode', {})).toEqual({ result: '"b"' });
});

test('a function that is not deployed is a fault', async () => {
  expect(await host.invoke('heed-nobody', {})).toMatchObject({ fault: { errorType: 'ResourceNotFound' } });
});

test('what a function writes is logged behind its name, on either stream', async () => {
  given(
    'talk',
    'exports.handler = async () => { console.log("out"); console.error("err"); await new Promise((r) => setTimeout(r, 50)) }',
  );
  await host.invoke('heed-talk', {});
  await host.close();
  expect(readFileSync(join(folder, 'functions.log'), 'utf8').split('\n')).toEqual(
    expect.arrayContaining(['talk out', 'talk err']),
  );
});
