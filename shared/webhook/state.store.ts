import { set } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { defineStore } from '../kernel/store.ts';
import { dueOf, EndpointState, idle } from './endpoint-state.ts';

type Id = EndpointState['endpointId'];

export const states = defineStore('webhookState', EndpointState, {
  id: 'endpointId',
  key: { pk: ({ endpointId }) => `whs#${endpointId}`, sk: () => 'state' },
  indexes: {},
  due: dueOf,
});

/** How sending to an endpoint stands; strongly consistent. */
export const stateOf = async (ctx: Context, endpointId: Id): Promise<EndpointState> =>
  (await states.find(ctx, endpointId)) ?? idle(endpointId);

/** Changes how sending to an endpoint stands, by what it is at that moment; never the answer to a request. */
export const setState = (
  ctx: Context,
  endpointId: Id,
  alter: (now: EndpointState) => EndpointState,
): Promise<EndpointState> =>
  set({ ...ctx, idempotency: undefined }, states, endpointId, 'send', (now) => alter(now ?? idle(endpointId)), {
    silent: true,
  });

/** Nothing is sent to an endpoint for now, so nobody is on the way to it. */
export async function rest(ctx: Context, endpointId: Id): Promise<void> {
  if (await states.find(ctx, endpointId))
    await setState(ctx, endpointId, (state) => ({ ...state, awakeSince: undefined, next: undefined, slots: {} }));
}
