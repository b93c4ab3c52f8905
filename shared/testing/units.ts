import { baseClient } from '../kernel/table.ts';

export type Units = { write: number; read: number; total: number };
type Args = { input: Record<string, unknown> };
type Next = (args: Args) => Promise<{ output: Record<string, unknown> }>;
const writes = /^(Put|Update|Delete|BatchWrite|TransactWrite)/;

/**
 * Runs work and adds up the capacity units it consumed, of table and indexes, as the table reports them.
 * Transactions are computed instead, by AWS's rule of two units per item and begun KB: DynamoDB Local
 * reports fewer for large items.
 */
export async function unitsOf<T>(work: () => Promise<T>): Promise<{ result: T; units: Units }> {
  const units: Units = { write: 0, read: 0, total: 0 };
  const middleware = (next: Next, context: { commandName?: string }) => async (args: Args) => {
    const answer = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'INDEXES' } });
    const name = context.commandName ?? '';
    const used = name.startsWith('TransactWrite') ? transactionUnits(args.input) : reported(answer.output);
    units[writes.test(name) ? 'write' : 'read'] += used;
    units.total += used;
    return answer;
  };
  const stack = baseClient().middlewareStack;
  stack.add(middleware as never, { step: 'initialize', name: 'units', override: true, priority: 'low' });
  try {
    return { result: await work(), units };
  } finally {
    stack.remove('units');
  }
}

function reported(output: Record<string, unknown>): number {
  const consumed = [output['ConsumedCapacity'] ?? []].flat() as { CapacityUnits?: number }[];
  return consumed.reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
}

type Action = { Put?: { Item: Record<string, unknown> } };

/** An update's row is not in the request; ours (counters, sets) stay below one KB. Each index entry is a plain unit. */
function transactionUnits({ TransactItems }: Record<string, unknown>): number {
  return (TransactItems as Action[]).reduce((sum, { Put }) => {
    if (!Put) return sum + 2;
    const indexes = Object.keys(Put.Item).filter((name) => /^g\dpk$/.test(name)).length;
    return sum + 2 * Math.ceil(itemBytes(Put.Item) / 1024) + indexes;
  }, 0);
}

/** Size of an item as DynamoDB bills it: names and values, 3 bytes for each map or list and 1 for each element. */
export function itemBytes(item: object): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value), 0);
}

function valueBytes(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return Math.ceil(String(value).replace(/\D/g, '').length / 2) + 1;
  if (value instanceof Uint8Array) return value.length;
  if (value === undefined) return 0;
  if (typeof value !== 'object' || value === null) return 1;
  const elements = value instanceof Set ? [...value] : Object.values(value);
  return (
    3 +
    elements.length +
    (Array.isArray(value)
      ? value.reduce((sum: number, one) => sum + valueBytes(one), 0)
      : value instanceof Set
        ? elements.reduce((sum: number, one) => sum + valueBytes(one), 0)
        : itemBytes(value))
  );
}
