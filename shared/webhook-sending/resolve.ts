import { Resolver as DnsResolver } from 'node:dns/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { isPublic } from './address-rules.ts';

/** Asks the DNS, and nothing else: no file of hosts, no search domains. Node's own resolver is one. */
export type Resolver = {
  resolve4: (name: string) => Promise<string[]>;
  resolve6: (name: string) => Promise<string[]>;
};

/** The message is the rule that is broken, and never says what a name resolved to. */
export class BlockedAddress extends Error {}
/** The DNS knows no address of a name, or did not say so in time. */
export class NoAddress extends Error {}

const LONGEST_MS = 3_000;
const MOST_ANSWERS = 16;

/**
 * One public address of a name. Throws {@link BlockedAddress} if any of its addresses is not public, {@link NoAddress} if
 * it has none. IPv4 comes first: functions outside a network of their own have no way out by IPv6.
 */
export async function resolvePublic(
  name: string,
  resolver: Resolver = new DnsResolver({ timeout: LONGEST_MS, tries: 1 }),
  longestMs: number = LONGEST_MS,
): Promise<{ address: string; family: 4 | 6 }> {
  const [v4, v6] = await answers(name, resolver, longestMs);
  const all = [...v4, ...v6];
  if (all.length > MOST_ANSWERS) throw new BlockedAddress(`must have at most ${MOST_ANSWERS} addresses`);
  if (!all.every(isPublic)) throw new BlockedAddress('must have addresses of the public internet only');
  const address = v4[0] ?? v6[0];
  if (address === undefined) throw new NoAddress('must name a host that the DNS knows');
  return { address, family: v4.length > 0 ? 4 : 6 };
}

/**
 * The addresses of both kinds. A kind that fails counts as none: what nobody named is not connected to, and there are
 * name servers that answer one kind of question only.
 */
async function answers(name: string, resolver: Resolver, longestMs: number): Promise<[string[], string[]]> {
  const ended = new AbortController();
  const late = sleep(longestMs, [], { signal: ended.signal, ref: false }).catch(() => []);
  const none = (): string[] => [];
  try {
    return await Promise.all([
      Promise.race([resolver.resolve4(name).catch(none), late]),
      Promise.race([resolver.resolve6(name).catch(none), late]),
    ]);
  } finally {
    ended.abort();
  }
}
