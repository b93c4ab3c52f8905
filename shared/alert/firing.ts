import { batchGet } from '../kernel/batch-get.ts';
import { change, create, replace } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { newId } from '../kernel/ids.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import { isThere, type Stored } from '../kernel/store.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { walkPartition } from '../kernel/walk.ts';
import { type TransactItem, unlessChanged } from '../kernel/write.ts';
import {
  type AnyBreach,
  type Breach,
  type Effect,
  isLive,
  type Life,
  type Limits,
  type MetricBreach,
  type Slots,
  type State,
  step,
} from './alert.life.ts';
import type { Alert } from './alert.schema.ts';
import { alerts, rowsOf } from './alert.store.ts';
import { firstEscalation } from './escalation.ts';

/** A rule, as far as it decides what becomes of a breach. */
export type Firing = Limits & {
  ruleId: string;
  name: string;
  version: number;
  /** What a rule fired before it was changed does not count. */
  epoch: number;
  ownerId?: string | undefined;
  escalation?: Parameters<typeof firstEscalation>[0] | undefined;
  /** What is watched; feedback, or a number made of it, unless given. */
  source?: Alert['source'];
};

/** A step of an alert's life that people are told of. */
export type Step = { alert: Alert; step: string };

const FIRED_DAYS = 400;
const SLOTS_HOURS = 3;
const daysFrom = (now: Date, days: number): number => Math.floor(now.getTime() / 1_000 + days * 86_400);

/** What has fired a rule: which alert it went to, and the step that people are told of because of it. */
export type Mark = { alertId: Alert['alertId']; step?: string };
type SlotRow = { slots: Slots; revision: number };

type Rows = ReturnType<typeof keysOf>;
function keysOf(ctx: Context, rule: Pick<Firing, 'ruleId' | 'epoch'>, key: string, marked: string) {
  const prefix = companyPrefix(ctx.companyId);
  const ofKey = rowsOf(ctx, { ruleId: rule.ruleId, key });
  return {
    ...ofKey,
    storm: rowsOf(ctx, { ruleId: rule.ruleId, key: 'storm', subject: { feedbackIds: [], keys: [] } }).open,
    mark: { pk: `${prefix}arf#${rule.ruleId}#${rule.epoch}`, sk: marked },
    slots: { pk: `${prefix}ths#${rule.ruleId}`, sk: 'slots' },
  };
}

/** What is known of a rule, a key and a record, strongly consistent: five rows and the alerts that they name. */
async function read(ctx: Context, keys: Rows) {
  const items = await batchGet(ctx, Object.values(keys), { ConsistentRead: true });
  const row = <T>({ pk, sk }: Rows['open']): T | undefined =>
    items.find((item) => item['pk'] === pk && item['sk'] === sk) as T | undefined;
  const named = async (key: Rows['open']): Promise<Stored<Alert> | undefined> => {
    const found = row<Pick<Alert, 'alertId'>>(key);
    return found && (await alerts.find(ctx, found.alertId));
  };
  const [alert, storm] = await Promise.all([named(keys.open), named(keys.storm)]);
  const last = row<{ alertId: Alert['alertId']; closedAt: string }>(keys.last);
  return { alert, storm, last, mark: row<Mark>(keys.mark), slotRow: row<SlotRow>(keys.slots) };
}

/**
 * A record is as a rule waits for. It fires the rule once per epoch, however often and by however many this is called:
 * its mark is put with the alert that it opens or adds to. Returns what people are to be told, also where it was told
 * before, since whoever was told first may have died over it.
 */
export const fire = (ctx: Context, rule: Firing, breach: Breach): Promise<Step[]> =>
  fireOnce(ctx, rule, breach, breach.feedbackId);

/** The same of anything that has happened, by its name: of one name it happens once. */
export const fireOnce = (ctx: Context, rule: Firing, breach: AnyBreach, occurrence: string): Promise<Step[]> => {
  const keys = keysOf(ctx, rule, breach.key, occurrence);
  return retryOnConflict(ctx, async () => {
    const found = await read(ctx, keys);
    if (found.mark) return toldBefore(ctx, found.mark);
    return occur(ctx, rule, breach, { keys, found, once: (mark) => marked(ctx, keys.mark, mark) });
  });
};

/**
 * A number is as a rule waits for. `once` is part of the transaction and says on what condition it happens, so that it
 * does once; throws what `isContention` knows where anything was changed meanwhile.
 */
export async function fireMetric(
  ctx: Context,
  rule: Firing,
  breach: MetricBreach,
  once: (mark: Mark) => TransactItem,
): Promise<Step[]> {
  const keys = keysOf(ctx, rule, breach.key, NO_RECORD);
  return occur(ctx, rule, breach, { keys, found: await read(ctx, keys), once });
}
/** A number leaves no mark of a record. */
const NO_RECORD = '-';

type Occurrence = { keys: Rows; found: Awaited<ReturnType<typeof read>>; once: (mark: Mark) => TransactItem };

/** Writes what a breach makes of a rule and a key, and returns what people are to be told. */
async function occur(
  ctx: Context,
  rule: Firing,
  breach: AnyBreach,
  { keys, found, once }: Occurrence,
): Promise<Step[]> {
  const { alert, storm, last, slotRow } = found;
  const before: State = { alert, storm, slots: slotRow?.slots ?? {}, closedAt: last?.closedAt };
  const { stormAfter, cooldownMinutes, mutedUntil, closedUntil } = rule;
  const { state, effects } = step(before, { ...breach, stormAfter, cooldownMinutes, mutedUntil, closedUntil });
  const effect = effects.at(-1) as Effect;
  const life = state[effect.of] as Life;
  if (storm && effects.length > 1)
    await replace(ctx, alerts, storm, { ...storm, ...state.storm }, { action: 'resolve', silent: true });
  const known = effect.of === 'alert' ? alert : storm;
  const alertId = known?.alertId ?? newId('alert', new Date(breach.at));
  const told = stepOf(effect, life);
  const also = [
    once({ alertId, ...(told !== undefined && { step: told }) }),
    ...(state.slots === before.slots ? [] : [slotsPut(ctx, keys.slots, state.slots, slotRow?.revision ?? 0)]),
  ];
  const { action } = effect;
  const after =
    known && (action === 'raise' || action === 'repeat')
      ? alerts.publicOf(await replace(ctx, alerts, known, { ...known, ...life }, { action, silent: true, also }))
      : await create(ctx, alerts, { ...draftOf(rule, life, last?.alertId), alertId }, { action, also });
  return told === undefined ? [] : [{ alert: after, step: told }];
}

/** The step that people are told of: what is held back or only repeats is none. */
const stepOf = ({ action }: Effect, { severity }: Life): string | undefined =>
  action === 'open' ? 'opened' : action === 'raise' ? `raised-${severity}` : undefined;

export async function toldBefore(ctx: Context, mark: Mark): Promise<Step[]> {
  const alert = mark.step === undefined ? undefined : await alerts.find(ctx, mark.alertId);
  return mark.step !== undefined && isThere(ctx, alert) ? [{ alert: alerts.publicOf(alert), step: mark.step }] : [];
}

const draftOf = (rule: Firing, life: Life, previousAlertId: Alert['alertId'] | undefined) => ({
  ...life,
  ...(life.status === 'open' && { escalatesAt: firstEscalation(rule.escalation, life.openedAt) }),
  source: rule.source ?? ('feedback' as const),
  ruleId: rule.ruleId,
  ruleName: rule.name,
  ruleVersion: rule.version,
  comments: [],
  ...(rule.ownerId !== undefined && { ownerId: rule.ownerId }),
  ...(previousAlertId !== undefined && life.subject.keys === undefined && { previousAlertId }),
});

const marked = (ctx: Context, key: Rows['mark'], mark: Mark): TransactItem => ({
  Put: {
    TableName: tableName(),
    Item: { ...key, ...mark, expiresAt: daysFrom(ctx.now, FIRED_DAYS) },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
});

const slotsPut = (ctx: Context, key: Rows['slots'], slots: Slots, seen: number): TransactItem => ({
  Put: {
    TableName: tableName(),
    Item: { ...key, slots, revision: seen + 1, expiresAt: daysFrom(ctx.now, SLOTS_HOURS / 24) },
    ...unlessChanged(seen, 'revision'),
  },
});

/** Ends the alert of one record under every rule for which it does not stand any more. */
export async function recover(
  ctx: Context,
  { feedbackId, at }: Pick<Breach, 'feedbackId' | 'at'>,
  stands: (alert: Alert) => boolean,
): Promise<void> {
  const one = { key: feedbackId, subject: { feedbackIds: [feedbackId] } };
  for await (const steps of alerts.by(ctx, 'ofRecord', one, { from: undefined, size: 100 }))
    for (const { item } of steps)
      if (item && isLive(item) && !stands(item)) await end(ctx, item.alertId, at, 'no_longer_matches');
}

/** Resolves an alert that nobody has closed. */
const end = (
  ctx: Context,
  alertId: Alert['alertId'],
  at: string,
  reason: NonNullable<Alert['reason']>,
): Promise<Alert> =>
  change(
    ctx,
    alerts,
    alertId,
    'resolve',
    (before) => {
      const { state, effects } = step({ alert: before, slots: {} }, { kind: 'recovery', at, reason });
      return effects.length > 0 ? { ...before, ...state.alert } : undefined;
    },
    { silent: true },
  );

type OfKey = { ruleId: string; key: string };

async function openIdOf(ctx: Context, one: OfKey): Promise<Alert['alertId'] | undefined> {
  const [row] = await batchGet(ctx, [rowsOf(ctx, one).open], { ConsistentRead: true });
  return row?.['alertId'] as Alert['alertId'] | undefined;
}

/** The alert of a rule and key that is not closed. */
export async function openOfKey(ctx: Context, one: OfKey): Promise<Alert | undefined> {
  const alertId = await openIdOf(ctx, one);
  const found = alertId && (await alerts.find(ctx, alertId));
  return found && isThere(ctx, found) ? alerts.publicOf(found) : undefined;
}

/** What the alert of a rule and key told of is over, such as a number that is well again: ends it, where one is not closed. */
export async function endOfKey(ctx: Context, { at, ...one }: OfKey & { at: string }): Promise<void> {
  const alertId = await openIdOf(ctx, one);
  if (alertId) await end(ctx, alertId, at, 'recovered');
}

/** Ends every alert of a rule that is no more. */
export async function endAll(ctx: Context, { ruleId, at }: { ruleId: string; at: string }): Promise<void> {
  const open = `${companyPrefix(ctx.companyId)}alk#${ruleId}`;
  for await (const rows of walkPartition<Pick<Alert, 'alertId'>>(ctx, open))
    for (const { alertId } of rows) await end(ctx, alertId, at, 'rule_deleted');
}
