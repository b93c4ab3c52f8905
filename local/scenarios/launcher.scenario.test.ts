import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { feedbackRoutes } from '../../shared/feedback/feedback.routes.ts';
import { client } from '../../shared/http/client.ts';
import { metricsRoutes } from '../../shared/metrics/metrics.routes.ts';
import { type Endpoints, endpointsFile, readEndpoints } from '../endpoints.ts';
import { signToken } from '../issuer.ts';
import { choosePorts } from '../ports.ts';
import { processes } from '../process-list.ts';
import { eventually } from './running.ts';

const START_MS = 150_000;
/** The demo data is sent after the start, as fast as the readers follow. */
const DEMO_MS = 180_000;

describe('npm start', () => {
  let folder: string;
  let ports: number[];
  let token: string;
  let launched: ChildProcess | undefined;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'heed-launcher-'));
    ports = Object.values(await choosePorts(join(folder, 'ports.json')));
  });
  afterAll(async () => {
    launched?.kill('SIGTERM');
    await eventually(async () => {
      if (leftovers().length > 0) throw new Error(leftovers().join('\n'));
    });
    rmSync(folder, { recursive: true, force: true });
  });

  const launch = (...args: string[]): ChildProcess & { output: () => string } => {
    const script = join(import.meta.dirname, '../start.ts');
    const child = spawn(process.execPath, [script, '--folder', folder, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
    return Object.assign(child, { output: () => output });
  };

  const started = async (...args: string[]): Promise<Endpoints> => {
    const child = launch(...args);
    launched = child;
    return eventually(async () => {
      const endpoints = readEndpoints(folder);
      if (!endpoints) throw new Error(`not ready:\n${child.output()}`);
      return endpoints;
    }, START_MS);
  };

  const leftovers = (): string[] =>
    [...processes().values()].map(({ command }) => command).filter((command) => command.includes(folder));
  const answering = async (host: string): Promise<number[]> => {
    const found = await Promise.all(ports.map(async (port) => ((await isOpen(host, port)) ? [port] : [])));
    return found.flat();
  };
  const expectNothingLeft = () =>
    eventually(async () => {
      expect(leftovers()).toEqual([]);
      expect(await answering('127.0.0.1')).toEqual([]);
      expect(existsSync(endpointsFile(folder))).toBe(false);
    });

  it('starts empty, tells the five addresses, and listens on the loopback interface only', async () => {
    const endpoints = await started('--empty');
    expect(Object.keys(endpoints)).toEqual(['api', 'survey', 'inbox', 'console', 'issuer']);
    token = await signToken(
      { issuer: endpoints.issuer, keyFile: join(folder, 'issuer-key.json') },
      { company: 'demo', role: 'manager' },
    );
    expect((await client(feedbackRoutes, { url: endpoints.api, token }).list()).items).toEqual([]);
    expect(await answering('127.0.0.1')).toEqual(ports);
    const outside = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
    for (const { address } of outside.filter(({ internal, family }) => !internal && family === 'IPv4')) {
      expect(await answering(address)).toEqual([]);
    }
  });

  it('refuses a second start, saying which process is in the way, and leaves the first alone', async () => {
    const second = launch();
    const [code] = await once(second, 'exit');
    expect(code).toBe(1);
    expect(second.output()).toContain(`process ${launched?.pid}`);
    const url = readEndpoints(folder)?.api ?? '';
    await client(feedbackRoutes, { url, token }).submit({ body: { source: 'api', comments: 'kept over a restart' } });
  });

  it('leaves no process and no port behind when it is interrupted', async () => {
    const ended = launched && once(launched, 'exit');
    launched?.kill('SIGINT');
    expect(await ended).toEqual([0, null]);
    await expectNothingLeft();
  });

  it('finds its data and accepts its old tokens after a restart', async () => {
    const { api } = await started();
    const { items } = await client(feedbackRoutes, { url: api, token }).list();
    expect(items.map(({ comments }) => comments)).toEqual(['kept over a restart']);
  });

  it('leaves no process, port or endpoints file behind when it is killed', async () => {
    launched?.kill('SIGKILL');
    await expectNothingLeft();
  });

  it('fills company demo with about 300 counted records, once', async () => {
    rmSync(join(folder, 'table'), { recursive: true, force: true });
    const { api } = await started();
    const from = new Date(Date.now() - 95 * 86_400_000).toISOString().slice(0, 10);
    const metrics = client(metricsRoutes, { url: api, token });
    await eventually(async () => {
      // 300, and the critical complaint that comes when the people of the company have begun to act.
      expect((await metrics.read({ params: { name: 'volume' }, query: { from } })).total.n).toBe(301);
    }, DEMO_MS);
    expect(readFileSync(join(folder, 'functions.log'), 'utf8')).not.toContain('"level":"ERROR"');
  }, 300_000);
});

function isOpen(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1000 });
    const done = (open: boolean): void => {
      socket.destroy();
      resolve(open);
    };
    socket
      .on('connect', () => done(true))
      .on('error', () => done(false))
      .on('timeout', () => done(false));
  });
}
