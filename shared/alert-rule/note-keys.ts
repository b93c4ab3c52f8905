import { change } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { isThere } from '../kernel/store.ts';
import type { AlertRule } from './alert-rule.schema.ts';
import { alertRules } from './alert-rule.store.ts';

/** Notes whether a rule has more keys than it watches; of one that waits for something else by now nothing is noted. */
export async function noteKeys(
  ctx: Context,
  { ruleId, epoch, tooMany }: Pick<AlertRule, 'ruleId' | 'epoch'> & { tooMany: boolean },
): Promise<void> {
  const found = await alertRules.find(ctx, ruleId);
  if (!isThere(ctx, found)) return;
  await change(
    ctx,
    alertRules,
    ruleId,
    'count',
    (before) =>
      before.epoch === epoch ? { ...before, status: tooMany ? ('too_many_keys' as const) : undefined } : undefined,
    { silent: true },
  );
}
