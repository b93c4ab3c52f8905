import { baseClient } from '../kernel/table.ts';

type Step = (args: { request?: unknown; input?: unknown }) => Promise<{ response: unknown; output: unknown }>;

/** Decides per command whether it fails; `commandName` is e.g. `PutItemCommand`, `input` its parameters as JSON. */
type When = (commandName: string, call: number, input: string) => boolean;

/**
 * Plays a fault into the real DynamoDB client, below the SDK's own retries, until the returned function is called.
 * `throttle`: the request never reaches the table. `commitThenThrow`: it commits and the reply is lost.
 * `conflict`: another transaction is at work on the same item. `partial`: a batch's last half comes back unprocessed, without having been written.
 */
export function playFault(kind: 'throttle' | 'conflict' | 'commitThenThrow' | 'partial', when: When): () => void {
  const name = `fault-${kind}`;
  let calls = 0;
  const middleware =
    (next: Step, context: { commandName?: string }) => async (args: { request?: unknown; input?: unknown }) => {
      if (!when(context.commandName ?? '', ++calls, JSON.stringify(args.input))) return next(args);
      if (kind === 'throttle') throw fault('ThrottlingException', 400);
      if (kind === 'conflict') {
        const CancellationReasons = [{ Code: 'TransactionConflict' }];
        throw Object.assign(fault('TransactionCanceledException', 400), { CancellationReasons });
      }
      if (kind === 'partial') return withheld(next, args);
      await next(args);
      throw fault('TimeoutError', undefined);
    };
  const stack = baseClient().middlewareStack;
  // `deserialize` sits inside the retry loop, so every attempt meets the fault anew.
  const step = kind === 'partial' ? 'initialize' : 'deserialize';
  stack.add(middleware as never, { step, priority: 'low', name, override: true } as never);
  return () => void stack.remove(name);
}

/** Sends only the first half of a BatchWrite and reports the rest as unprocessed, as DynamoDB may. */
async function withheld(next: Step, args: { request?: unknown }) {
  const input = (args as { input: { RequestItems?: Record<string, unknown[]> } }).input;
  const held: Record<string, unknown[]> = {};
  const kept: Record<string, unknown[]> = {};
  for (const [table, requests] of Object.entries(input.RequestItems ?? {})) {
    kept[table] = requests.slice(0, Math.ceil(requests.length / 2));
    held[table] = requests.slice(Math.ceil(requests.length / 2));
  }
  const result = await next({ ...args, input: { ...input, RequestItems: kept } } as never);
  return { ...result, output: { ...(result.output as object), UnprocessedItems: held } };
}

function fault(name: string, status: number | undefined): Error {
  const error = new Error(`injected ${name}`);
  error.name = name;
  return Object.assign(error, { $metadata: { httpStatusCode: status }, $fault: 'client' });
}
