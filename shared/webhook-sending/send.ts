import { exchange, type Exchange, type Limits } from './exchange.ts';
import { excerptOf } from './redact.ts';
import { BlockedAddress, NoAddress, type Resolver } from './resolve.ts';
import { retryAfterSeconds } from './retry-after.ts';
import { targetOf } from './target.ts';
import type { UrlRules } from './url-rules.ts';
import { emitMetric } from '../kernel/log.ts';

export type Outcome = {
  /** A status from 200 to 299. */
  ok: boolean;
  status?: number;
  /**
   * Why there was no reply: a rule forbids the request, the DNS knows no address, there was no connection (`connect`) or
   * no safe one (`tls`), no reply in time, or a connection that ended without one.
   */
  error?: 'blocked' | 'dns' | 'tls' | 'connect' | 'timeout' | 'closed';
  /** Where the request went. */
  address?: string;
  /** From the look-up of the name to the end. */
  ms: number;
  retryAfterSeconds?: number;
  /** 410: the receiver wants nothing more. */
  gone?: true;
  /** The reply's beginning, without what must not be kept; at most 1 KB. */
  excerpt?: string;
  headers: Record<string, string>;
  /** The reply as it came, for whoever has to understand it; not to be kept. */
  body?: Buffer;
};

const REQUEST_BYTES = 256 * 1024;
const standard: Limits = { connectMs: 5_000, totalMs: 15_000, responseBytes: 64 * 1024 };

/** Of a reply's headers, those that help to find a mistake and hold no secrets. */
const keptHeaders = ['content-type', 'retry-after', 'server', 'date'] as const;

/**
 * Sends one request to a customer's URL: to a public address that was just looked up, once, following nothing. Every way
 * in which a receiver can fail is an outcome.
 */
export async function send({
  url,
  headers,
  body,
  rules,
  resolver,
  now = new Date(),
  limits = standard,
}: {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  rules: UrlRules;
  resolver?: Resolver;
  now?: Date;
  limits?: Limits;
}): Promise<Outcome> {
  const began = performance.now();
  const ms = (): number => Math.round(performance.now() - began);
  const failed = (error: 'blocked' | 'dns'): Outcome => ({ ok: false, error, ms: ms(), headers: {} });

  const bytes = Buffer.from(body);
  if (bytes.length + JSON.stringify(headers).length > REQUEST_BYTES) return failed('blocked');
  try {
    const target = await targetOf(url, rules, resolver);
    const result = await exchange(target, headers, bytes, { ...limits, totalMs: limits.totalMs - ms() });
    return { ...outcomeOf(result, now), ms: ms() };
  } catch (error) {
    if (error instanceof BlockedAddress) {
      emitMetric('webhook_address_blocked', 1);
      return failed('blocked');
    }
    if (error instanceof NoAddress) return failed('dns');
    throw error;
  }
}

function outcomeOf(result: Exchange, now: Date): Omit<Outcome, 'ms'> {
  const address = result.address === undefined ? {} : { address: result.address };
  if ('error' in result) return { ok: false, error: result.error, ...address, headers: {} };
  const { status, headers, body } = result;
  const wait = retryAfterSeconds(headers['retry-after'], now);
  const excerpt = headers['content-encoding'] === undefined ? excerptOf(body) : '';
  return {
    ok: status >= 200 && status <= 299,
    status,
    ...address,
    ...(wait !== undefined && { retryAfterSeconds: wait }),
    ...(status === 410 && { gone: true as const }),
    ...(excerpt !== '' && { excerpt }),
    ...(headers['content-encoding'] === undefined && { body }),
    headers: Object.fromEntries(keptHeaders.flatMap((name) => kept(name, headers[name]))),
  };
}

const kept = (name: string, value: string | string[] | undefined): [string, string][] =>
  typeof value === 'string' ? [[name, value]] : [];
