import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};

export type Figures = Record<string, number | number[]>;

/** Runs `bench/child.cjs` once in a fresh process and returns the figures it prints. */
export async function child(
  mode: 'load' | 'first' | 'warm',
  bundle: string,
  event: object,
  env: NodeJS.ProcessEnv,
): Promise<Figures> {
  const run = spawn(process.execPath, [join(import.meta.dirname, 'child.cjs'), mode, bundle, JSON.stringify(event)], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 120_000,
  });
  let [out, err] = ['', ''];
  run.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  run.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const code = await new Promise((resolve) => run.on('close', resolve));
  const line = out.split('\n').find((text) => text.startsWith('@'));
  if (code !== 0 || !line) throw new Error(`bench child failed (${String(code)}): ${err.slice(0, 2000)}`);
  const logged = out.split('\n').filter((text) => text !== '' && !text.startsWith('@'));
  return {
    ...(JSON.parse(line.slice(1)) as Figures),
    logBytes: logged.reduce((sum, text) => sum + text.length + 1, 0),
  };
}

/** Base and candidate alternate, so that a machine that slows down slows both; returns the medians. */
export async function alternate(runs: number, base: () => Promise<number>, candidate: () => Promise<number>) {
  const [first = Number.NaN, other = Number.NaN] = await inTurn(runs, [base, candidate]);
  return { base: first, candidate: other, ratio: other / first };
}

/** Runs all in turn, so many times; returns the median of each. */
export async function inTurn(runs: number, all: readonly (() => Promise<number>)[]): Promise<number[]> {
  const values: number[][] = all.map(() => []);
  for (let run = 0; run < runs; run++) for (const [at, one] of all.entries()) values[at]?.push(await one());
  return values.map(median);
}

/** Answers every DynamoDB call over loopback with an empty success. */
export async function startStub(): Promise<{ url: string; close: () => void }> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' });
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}
