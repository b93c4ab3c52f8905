import { baseClient } from '../kernel/table.ts';

/** Runs work and adds up the capacity units that DynamoDB says it consumed, of table and indexes. */
export async function unitsOf<T>(work: () => Promise<T>): Promise<{ result: T; units: number }> {
  let units = 0;
  type Args = { input: object };
  const middleware = (next: (args: Args) => Promise<{ output: Record<string, unknown> }>) => async (args: Args) => {
    const answer = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'INDEXES' } });
    const consumed = [answer.output['ConsumedCapacity'] ?? []].flat() as { CapacityUnits?: number }[];
    for (const { CapacityUnits = 0 } of consumed) units += CapacityUnits;
    return answer;
  };
  const stack = baseClient().middlewareStack;
  stack.add(middleware as never, { step: 'initialize', name: 'units', override: true });
  try {
    return { result: await work(), units };
  } finally {
    stack.remove('units');
  }
}
