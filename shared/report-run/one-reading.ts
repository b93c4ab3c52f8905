import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from '../kernel/context.ts';
import { jsonEqual } from '../kernel/json.ts';

type Sent = { command: QueryCommand; reply: Promise<unknown> };
type Send = (command: object, ...rest: unknown[]) => Promise<unknown>;

/** A context whose reads of counters are made once, and afterwards come from memory. */
export type OneReading = {
  ctx: Context;
  /** How many queries of counters were sent. */
  reads: () => number;
  /**
   * Sends all of them again. Where one says something else now, its new answer is kept and what was computed is to be
   * computed again; where none does, all that was read stood in the table at one time, between the two readings.
   */
  moved: () => Promise<boolean>;
};

const isOfCounters = (command: object): command is QueryCommand =>
  command instanceof QueryCommand && /^c#[^#]+#m#/.test(String(command.input.ExpressionAttributeValues?.[':pk'] ?? ''));

/**
 * Reads of counter rows that are kept, so that equal ones are made once and all figures of a run are of one time. Other
 * reads pass. A counter only moves by whole batches of the fold, so that the same answer twice means that nothing has moved
 * in between (Y. Afek et al., Atomic snapshots of shared memory, J. ACM 40, 1993: the double collect).
 */
export function oneReading(outer: Context): OneReading {
  const kept = new Map<string, Sent>();
  const through = outer.db.send.bind(outer.db) as unknown as Send;
  const send: Send = (command, ...rest) => {
    if (!isOfCounters(command)) return through(command, ...rest);
    const key = JSON.stringify(command.input);
    const before = kept.get(key);
    if (before) return before.reply;
    const sent = { command, reply: through(command, ...rest) };
    kept.set(key, sent);
    return sent.reply;
  };
  return {
    ctx: { ...outer, db: { send: send as unknown as Context['db']['send'] } },
    reads: () => kept.size,
    async moved() {
      const changes = await Promise.all(
        [...kept].map(async ([key, { command, reply }]) => {
          // One page is enough: it is the same page that was read before.
          const now = await through(new QueryCommand(command.input));
          if (jsonEqual(rowsOf(now), rowsOf(await reply))) return false;
          kept.set(key, { command, reply: Promise.resolve(now) });
          return true;
        }),
      );
      return changes.includes(true);
    },
  };
}

const rowsOf = (reply: unknown): unknown => (reply as { Items?: unknown }).Items ?? [];
