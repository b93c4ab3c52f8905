import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import * as z from 'zod';

const usual = {
  api: 7300,
  cloud: 7301,
  inbox: 7302,
  issuer: 7303,
  comprehend: 7304,
  table: 7305,
  functions: 7306,
  receivers: 7307,
};
type Service = keyof typeof usual;
export type Ports = Record<Service, number>;

const services = Object.keys(usual) as Service[];
const remembered = z.record(z.string(), z.int().min(1).max(65_535));

/**
 * One port on 127.0.0.1 per service: the one asked for in `HEED_PORT_<SERVICE>`, else the one of the last start (links,
 * and tokens name it), else the usual one, else a free one. A port that is asked for and taken is an error that names its
 * owner. Without an environment any free ports do.
 */
export async function choosePorts(file: string, environment?: NodeJS.ProcessEnv): Promise<Ports> {
  const last = rememberedPorts(file);
  const ports: Partial<Ports> = {};
  for (const service of services) {
    const needed = environment && askedFor(service, environment);
    if (needed && !(await isFree(needed))) {
      throw new Error(`port ${needed} (${variable(service)}) is in use by ${await ownerOf(needed)}`);
    }
    const taken = Object.values(ports);
    const wished = [last[service], environment && usual[service]].filter(
      (port) => port !== undefined && !taken.includes(port),
    );
    ports[service] = needed ?? (await firstFree(wished as number[]));
  }
  writeFileSync(file, JSON.stringify(ports));
  return ports as Ports;
}

const variable = (service: Service): string => `HEED_PORT_${service.toUpperCase()}`;

function askedFor(service: Service, environment: NodeJS.ProcessEnv): number | undefined {
  const text = environment[variable(service)];
  if (!text) return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new Error(`${variable(service)}=${text}: use a number from 1 to 65535`);
}

/** The ports of the last start. */
export function rememberedPorts(file: string): Partial<Ports> {
  try {
    return remembered.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // Nothing remembered, or nothing of use: the usual ports do.
    return {};
  }
}

async function firstFree(candidates: readonly number[]): Promise<number> {
  for (const port of candidates) if (await isFree(port)) return port;
  return listenOnce(0);
}

async function isFree(port: number): Promise<boolean> {
  return listenOnce(port).then(
    () => true,
    () => false,
  );
}

async function listenOnce(port: number): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  const found = (server.address() as AddressInfo).port;
  await new Promise((resolve) => server.close(resolve));
  return found;
}

/** Who listens on a port, for a message to a person: `process 4711`, or `another program`. */
async function ownerOf(port: number): Promise<string> {
  const attempts: [string, string[], RegExp][] = [
    ['lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-t'], /^(\d+)/],
    ['ss', ['-Hltnp', `sport = :${port}`], /pid=(\d+)/],
  ];
  for (const [tool, args, pattern] of attempts) {
    const answer = promisify(execFile)(tool, args, { timeout: 5000 });
    const output = await answer.then(
      ({ stdout }) => stdout,
      () => '',
    );
    const pid = pattern.exec(output)?.[1];
    if (pid) return `process ${pid}`;
  }
  return 'another program';
}
