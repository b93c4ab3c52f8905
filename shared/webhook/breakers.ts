import { batchesOf } from '../kernel/batches.ts';
import type { Context } from '../kernel/context.ts';
import { stateOf } from './state.store.ts';
import { endpointsIn } from './webhook.store.ts';

const AT_ONCE = 10;

/** How many endpoints of a company are enabled, and of how many of these the breaker is open. */
export async function breakersOf(ctx: Context): Promise<{ enabled: number; open: number }> {
  const enabled = (await endpointsIn(ctx)).filter(({ status }) => status === 'enabled');
  let open = 0;
  for (const some of batchesOf(enabled, AT_ONCE)) {
    const states = await Promise.all(some.map(({ endpointId }) => stateOf(ctx, endpointId)));
    open += states.filter(({ probes }) => probes !== undefined).length;
  }
  return { enabled: enabled.length, open };
}
