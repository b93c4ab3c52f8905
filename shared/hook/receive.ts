import { noteAddress } from '../consent/address-news.ts';
import { importRows, planImport } from '../feedback/feedback.import.ts';
import type { RowProblem } from '../import/import.schema.ts';
import { buildRow } from '../import/feedback-row.ts';
import { change, visible, writesOf } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { deterministicId, fingerprint } from '../kernel/ids.ts';
import type { Planned } from '../kernel/imported.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import { isThere } from '../kernel/store.ts';
import { commit } from '../kernel/write.ts';
import type { HookDelivery, StoredHookDelivery } from './delivery.schema.ts';
import type { StoredHook } from './hook.schema.ts';
import { hookDeliveries, hooks } from './hook.store.ts';
import { type Said, senders } from './senders.ts';

type One = { hookId: Id<'hook'>; deliveryId: Id<'hookDelivery'> };
type Body = Record<string, unknown>;
type Outcome = Pick<StoredHookDelivery, 'state' | 'reason' | 'externalId' | 'problems'>;

/**
 * Takes what came in on a hook: stores it, and makes of it what its sender and the mapping say. The same event within 30
 * days is one delivery; where we failed before we knew what becomes of it, it is gone on with.
 */
export async function receive(
  caller: Context,
  { hookId, body }: { hookId: Id<'hook'>; body: Body },
): Promise<{ deliveryId: Id<'hookDelivery'> }> {
  // Several writes belong to the answer, so none of them is that of a repeated request.
  const ctx = { ...caller, idempotency: undefined };
  const hook = await visible(ctx, hooks, hookId);
  const deliveryId = deterministicId('hookDelivery', new Date(0), `${hookId}/${eventOf(body)}`);
  const { state } = await retryOnConflict(ctx, () => stored(ctx, { hookId, deliveryId }, body));
  if (state === 'received') await settle(ctx, hook, deliveryId, body);
  return { deliveryId };
}

/** What the sender calls the event, or the whole of it where it has no name. */
function eventOf(body: Body): string {
  const { event_id: id } = body;
  return (typeof id === 'string' && id !== '') || typeof id === 'number' ? `${id}` : fingerprint(JSON.stringify(body));
}

async function stored(ctx: Context, one: One, body: Body): Promise<StoredHookDelivery> {
  const row = await hookDeliveries.find(ctx, one.deliveryId);
  if (isThere(ctx, row)) return row;
  const { event_type: type } = body;
  const draft = {
    ...one,
    type: typeof type === 'string' ? type.slice(0, 100) : '',
    state: 'received' as const,
    body: JSON.stringify(body),
  };
  const { after, writes } = writesOf(ctx, hookDeliveries, row, draft, { action: 'receive' });
  await commit(ctx, writes);
  return after;
}

/** Notes what became of a delivery. What it said is kept only where it may be taken later. */
export async function settle(
  ctx: Context,
  hook: StoredHook,
  deliveryId: Id<'hookDelivery'>,
  body: Body,
): Promise<HookDelivery> {
  const { state, reason, externalId, problems } = await outcomeOf(ctx, hook, deliveryId, body);
  const isOpen = state === 'scale_unknown' || state === 'refused';
  return change(ctx, hookDeliveries, deliveryId, 'settle', (before) => ({
    ...before,
    state,
    reason,
    externalId,
    problems,
    body: isOpen ? before.body : undefined,
  }));
}

async function outcomeOf(ctx: Context, hook: StoredHook, deliveryId: Id<'hookDelivery'>, body: Body): Promise<Outcome> {
  const said = senders[hook.preset].read(body, hook.mapping);
  if ('skipped' in said) return { state: 'skipped', reason: said.skipped };
  if ('problems' in said) return { state: 'refused', problems: said.problems };
  if ('row' in said) return recorded(ctx, deliveryId, said);
  const at = said.at ?? ctx.now.toISOString();
  await noteAddress(ctx, { email: said.optedOut, facts: { optedOut: true }, at, source: 'inbound hook' });
  return { state: 'taken' };
}

/** Makes a record of a row, or brings one up to date, as an import does; rules, alerts and webhooks are told of it. */
async function recorded(
  ctx: Context,
  deliveryId: Id<'hookDelivery'>,
  { row, preset, mapping }: Extract<Said, { row: unknown }>,
): Promise<Outcome> {
  const built = buildRow({ preset, options: { mapping: [...mapping] }, now: ctx.now }, row);
  if ('skip' in built) return { state: 'skipped', reason: built.skip };
  if ('problems' in built) {
    const isUnscaled = built.problems.some(({ code }) => code === 'scale_unknown');
    return { state: isUnscaled ? 'scale_unknown' : 'refused', problems: bare(built.problems) };
  }
  const { input, kept, identity } = built;
  const feedbackId = deterministicId('feedback', new Date(input.occurredAt), `${deliveryId}/${identity}`);
  const incoming = { feedbackId, ledgerPage: feedbackId, input, kept, line: row.line };
  const by = { kind: ctx.actor.kind, id: ctx.actor.id };
  const how = { by, request: `${deliveryId}:hook`, analysis: 'run', restore: false, announce: true } as const;
  const [planned = { outcome: 'unchanged' }] = await planImport(ctx, [incoming], how);
  await importRows(ctx, [{ incoming, planned }], how);
  return { ...becameOf(planned), externalId: input.externalId };
}

/** Without the values: people may have written them. */
const bare = (problems: readonly RowProblem[]): RowProblem[] =>
  problems.map(({ column, code, message }) => ({ ...(column !== undefined && { column }), code, message }));

function becameOf(planned: Planned): Outcome {
  if (planned.outcome === 'failed')
    return { state: 'refused', problems: [{ code: planned.code, message: planned.message }] };
  if (planned.outcome === 'skipped') return { state: 'skipped', reason: planned.reason };
  if (planned.outcome === 'unchanged') return { state: 'skipped', reason: 'unchanged' };
  return { state: 'taken' };
}
