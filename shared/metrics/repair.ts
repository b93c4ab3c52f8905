import { monthEnd } from '../kernel/calendar.ts';
import { Problem } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { tableName } from '../kernel/table.ts';
import { commit, ConditionFailed, isConflict } from '../kernel/write.ts';
import { storedName } from './counter-names.ts';
import { type Compared, compared, differs } from './drift.ts';
import type { CountedKind } from './counted-kind.ts';
import { decodeEntry } from './ledger.ts';
import { isCut } from './rollup.keys.ts';
import { ledgerPages } from './rollup.ts';
import { type Range, rowName, storedRows } from './rows.ts';
import { Totals } from './totals.ts';

const ROUNDS = 5;

/**
 * Sets counters that are not what the ledger says was added: rows changed by hand, or lost. Returns how many.
 *
 * The measure is the ledger and not the records, because a record may have changed whose contribution is still on
 * its way. Rows are read before the ledger and set only where they are still as read: a fold in between has
 * written ledger and row together, so it is either in both readings or fails the condition and is looked at again.
 */
export async function repair(
  ctx: Context,
  kind: CountedKind,
  months: readonly string[],
  range: Range,
): Promise<number> {
  let repaired = 0;
  let open: Range | undefined = range;
  for (let round = 0; open && round < ROUNDS; round++) {
    const wrong = await differences(ctx, kind, months, open);
    const overtaken: Compared[] = [];
    for (const counters of Map.groupBy(wrong, ({ key }) => rowName(key)).values()) {
      for (let at = 0; at < counters.length; at += PER_WRITE) {
        const some = counters.slice(at, at + PER_WRITE);
        if (await set(ctx, some)) repaired += some.length;
        else overtaken.push(...some);
      }
    }
    open = monthsOf(overtaken);
  }
  return repaired;
}

async function differences(
  ctx: Context,
  kind: CountedKind,
  months: readonly string[],
  range: Range,
): Promise<Compared[]> {
  const stored = await storedRows(ctx, kind, range);
  const totals = new Totals(kind);
  for (const month of months) {
    for await (const [, { entries }] of ledgerPages(ctx, kind, month)) {
      if (ctx.deadline && Date.now() > ctx.deadline.getTime()) throw new Problem('unavailable');
      for (const entry of entries.values()) {
        for (const one of decodeEntry(kind.dimensions, entry).applied)
          if (one.day >= range.from && one.day <= range.to) totals.add(one, 1);
      }
    }
  }
  return compared(ctx, range, stored, totals).filter(differs);
}

/** An expression may have 300 operators. */
const PER_WRITE = 50;

/** Sets counters of one row; false when somebody has moved one of them since they were read. */
async function set(ctx: Context, counters: readonly Compared[]): Promise<boolean> {
  const [first] = counters;
  // A row that was lost comes back with the key that its sort key is too short for.
  const cut = first !== undefined && isCut(first.group);
  const indexes = counters.map((_, index) => index);
  const Update = {
    TableName: tableName(),
    Key: first?.key,
    UpdateExpression: `SET ${[...(cut ? ['#key = :key'] : []), ...indexes.map((index) => `#${index} = :due${index}`)].join(', ')}`,
    ConditionExpression: counters
      .map(({ stored }, index) =>
        stored === undefined ? `attribute_not_exists(#${index})` : `#${index} = :was${index}`,
      )
      .join(' AND '),
    ExpressionAttributeNames: Object.fromEntries([
      ...(cut ? [['#key', 'key']] : []),
      ...counters.map(({ name }, index) => [`#${index}`, storedName(name)]),
    ]) as Record<string, string>,
    ExpressionAttributeValues: Object.fromEntries([
      ...(cut ? [[':key', first?.group]] : []),
      ...counters.flatMap(({ stored, due }, index) => [
        [`:due${index}`, due],
        ...(stored === undefined ? [] : [[`:was${index}`, stored]]),
      ]),
    ]) as Record<string, unknown>,
  };
  try {
    await commit(ctx, [{ Update }]);
    return true;
  } catch (error) {
    if (error instanceof ConditionFailed || isConflict(error)) return false;
    throw error;
  }
}

/** The whole months around some counters: a later look need not go through years again. */
function monthsOf(counters: readonly Compared[]): Range | undefined {
  const periods = counters.map(({ period }) => period.slice(0, 7)).toSorted();
  const [first, last] = [periods[0], periods.at(-1)];
  return first === undefined || last === undefined ? undefined : { from: `${first}-01`, to: monthEnd(last) };
}
