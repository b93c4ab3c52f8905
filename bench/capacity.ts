import { baseClient } from '../shared/kernel/table.ts';

type Consumed = {
  CapacityUnits?: number;
  ReadCapacityUnits?: number;
  WriteCapacityUnits?: number;
};
type Meter = { write: number; read: number; commands: Map<string, number> };
const writes = /^(Put|Update|Delete|BatchWrite|TransactWrite)/;

/** Counts the capacity units that everything done inside `work` consumes, indexes included, as the table reports them. */
export async function metered<T>(work: () => Promise<T>): Promise<{ result: T } & Meter> {
  const meter: Meter = { write: 0, read: 0, commands: new Map() };
  const stack = baseClient().middlewareStack;
  stack.add(
    ((next: (args: unknown) => Promise<{ output: unknown }>, context: { commandName?: string }) =>
      async (args: { input: object }) => {
        const result = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'INDEXES' } });
        const { ConsumedCapacity } = result.output as { ConsumedCapacity?: Consumed | Consumed[] };
        const units = [ConsumedCapacity ?? []].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
        const name = context.commandName ?? '';
        meter[writes.test(name) ? 'write' : 'read'] += units;
        meter.commands.set(name, (meter.commands.get(name) ?? 0) + 1);
        return result;
      }) as never,
    { step: 'initialize', name: 'capacityMeter', override: true, priority: 'low' },
  );
  try {
    return { result: await work(), ...meter };
  } finally {
    stack.remove('capacityMeter');
  }
}
