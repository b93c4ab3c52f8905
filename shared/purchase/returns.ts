import type { Money } from '../fields/money.schema.ts';
import { type FieldError, invalid, Problem } from '../http/problem.ts';
import { type Reply, reply } from '../http/reply.ts';
import { isThereStill } from '../customer/still-there.ts';
import { create as createRecord, visible, writesOf } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { compact } from '../kernel/json.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import type { Stored } from '../kernel/store.ts';
import { identityOf, known, purchaseIdAt, taken } from './purchase.ts';
import type { Purchase, ReturnPurchase } from './purchase.schema.ts';
import { aheadErrors } from './sums.ts';
import { purchases } from './purchase.store.ts';

type Line = NonNullable<Purchase['lines']>[number];
/** What is given back, and the lines of the purchase as they are afterwards. */
type Part = { net: number; tax: number; margin?: number; returnLines?: Line[]; lines?: Line[] | undefined };

const thousandths = (quantity: number): bigint => BigInt(Math.round(quantity * 1_000));

/** So much of an amount belongs to a part of a whole, rounded down; exact where floating point would not be. */
export const shareOf = (amount: number, part: bigint, whole: bigint): number =>
  whole === 0n ? 0 : Number((BigInt(amount) * part) / whole);

/** What a further part brings where some was given back already: so parts together bring the whole, whatever they are. */
const furtherShare = (amount: number, before: bigint, more: bigint, whole: bigint): number =>
  shareOf(amount, before + more, whole) - shareOf(amount, before, whole);

const tooMuch = (errors: FieldError[]): Problem =>
  new Problem('conflict', 'This is more than what is left to give back.', { errors });

function ofLines({ lines = [], net, tax, returned }: Purchase, wanted: NonNullable<ReturnPurchase['lines']>): Part {
  const errors: FieldError[] = [];
  const absent: FieldError[] = [];
  const back: Line[] = [];
  const after = [...lines];
  for (const [index, { n, quantity }] of wanted.entries()) {
    const line = after[n - 1];
    const pointer = `#/lines/${index}`;
    if (!line) {
      absent.push({ pointer: `${pointer}/n`, detail: `must be a line of the purchase, which has ${lines.length}` });
      continue;
    }
    const [whole, before, more] = [line.quantity, line.returned ?? 0, quantity].map(thousandths) as [
      bigint,
      bigint,
      bigint,
    ];
    if (before + more > whole)
      errors.push({ pointer: `${pointer}/quantity`, detail: `must be at most ${Number(whole - before) / 1_000}` });
    const share = (money: Money | undefined): Money | undefined =>
      money && { ...money, amountMinor: furtherShare(money.amountMinor, before, more, whole) };
    const { returned: _, net: lineNet, ...says } = line;
    const part = { net: share(lineNet) ?? lineNet, tax: share(line.tax), margin: share(line.margin) };
    back.push(compact({ ...says, quantity, ...part }));
    after[n - 1] = { ...line, returned: Number(before + more) / 1_000 };
  }
  if (absent.length > 0) throw invalid(...absent);
  if (errors.length > 0) throw tooMuch(errors);
  const sum = (name: 'net' | 'tax' | 'margin'): number =>
    back.reduce((all, one) => all + (one[name]?.amountMinor ?? 0), 0);
  const margin = back.every((one) => one.margin) ? { margin: sum('margin') } : {};
  if (sum('net') < 0) throw invalid({ pointer: '#/lines', detail: `must come to 0 ${net.currency} or more` });
  // Tax of lines is rounded by line, that of the purchase over all: the last return brings what is left.
  const left = tax.amountMinor - (returned?.tax.amountMinor ?? 0);
  const isAll = after.every((one) => one.returned === one.quantity);
  const taxBack = isAll ? left : Math.min(sum('tax'), left);
  return { net: sum('net'), tax: taxBack, ...margin, returnLines: back, lines: after };
}

function ofNet({ net, tax, margin, returned }: Purchase, wanted: Money): Part {
  if (wanted.currency !== net.currency)
    throw invalid({ pointer: '#/net/currency', detail: `must be ${net.currency}, as that of the purchase` });
  if (wanted.amountMinor <= 0) throw invalid({ pointer: '#/net/amountMinor', detail: 'must be above 0' });
  const whole = BigInt(net.amountMinor);
  const before = BigInt(returned?.net.amountMinor ?? 0);
  const more = BigInt(wanted.amountMinor);
  if (before + more > whole)
    throw tooMuch([{ pointer: '#/net/amountMinor', detail: `must be at most ${String(whole - before)}` }]);
  // Of what lines have given back exactly, the rest of the tax follows from what is left.
  const isRest = before + more === whole;
  const given = returned?.tax.amountMinor ?? 0;
  const part = isRest ? tax.amountMinor - given : furtherShare(tax.amountMinor, before, more, whole);
  return {
    net: wanted.amountMinor,
    tax: Math.min(part, tax.amountMinor - given),
    ...(margin && { margin: furtherShare(margin.amountMinor, before, more, whole) }),
  };
}

/** The return as it is stored, and the purchase as it is afterwards. */
function made(purchase: Stored<Purchase>, body: ReturnPurchase) {
  const { currency } = purchase.net;
  const money = (amountMinor: number): Money => ({ amountMinor, currency });
  const { net, tax, margin, returnLines, lines } = body.lines
    ? ofLines(purchase, body.lines)
    : ofNet(purchase, body.net as Money);
  const before = purchase.returned;
  const returned = {
    net: money((before?.net.amountMinor ?? 0) + net),
    tax: money((before?.tax.amountMinor ?? 0) + tax),
    total: money((before?.total.amountMinor ?? 0) + net + tax),
  };
  if (returned.net.amountMinor > purchase.net.amountMinor || returned.total.amountMinor > purchase.total.amountMinor)
    throw tooMuch([{ pointer: body.lines ? '#/lines' : '#/net', detail: 'is more than what is left of the amount' }]);
  const draft = {
    ...identityOf(body),
    customerId: purchase.customerId,
    kind: 'return' as const,
    net: money(net),
    tax: money(tax),
    total: money(net + tax),
    margin: margin === undefined ? undefined : money(margin),
    lines: returnLines,
    locationId: purchase.locationId,
    returnOf: purchase.purchaseId,
  };
  return { draft, after: compact({ ...purchase, returned, lines: lines ?? purchase.lines }) };
}

/**
 * Records what was given back of a purchase, with what is left of that, in one transaction: of two at once that want the same,
 * one is refused. 404 for a purchase that is not the company's, 409 for more than what is left. A purchase that was given back
 * leaves its customer as they are.
 */
export const giveBack = (
  ctx: Context,
  { purchaseId, body }: { purchaseId: Id<'purchase'>; body: ReturnPurchase },
): Promise<Reply<Purchase>> =>
  retryOnConflict(ctx, async () => {
    const row = await visible(ctx, purchases, purchaseId);
    const before = await known(ctx, body);
    if (before && before.returnOf !== purchaseId) throw taken(before, ['externalId']);
    if (before) return reply(200, before);
    if (row.kind === 'return') throw new Problem('conflict', 'What was given back cannot be given back.');
    const at = body.at ?? ctx.now.toISOString();
    const errors = aheadErrors('#/at', at, ctx.now);
    if (at < row.at) errors.push({ pointer: '#/at', detail: 'must not lie before the purchase' });
    if (errors.length > 0) throw invalid(...errors);
    const { draft, after } = made(row, body);
    const whole = compact({ ...draft, at, purchaseId: purchaseIdAt(ctx, at) });
    const { writes } = writesOf(ctx, purchases, row, after, { action: 'edit' });
    const also = [...writes, isThereStill(ctx, row)];
    return reply(201, await createRecord(ctx, purchases, whole, { action: 'giveBack', also }));
  });
