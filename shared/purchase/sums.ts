import type { Money } from '../fields/money.schema.ts';
import type { FieldError } from '../http/problem.ts';
import type { CreatePurchase, Invoice, WrittenLine } from './purchase.schema.ts';

const sumOf = (amounts: readonly (Money | undefined)[]): number =>
  amounts.reduce((sum, money) => sum + (money?.amountMinor ?? 0), 0);

/** Amounts of a purchase with where the caller has said them. */
function* amountsOf({ net, tax, total, margin, lines = [] }: CreatePurchase): Generator<[string, Money]> {
  const named = (at: string, all: Record<string, Money | undefined>): [string, Money][] =>
    Object.entries(all).flatMap(([name, money]) => (money ? [[`${at}/${name}`, money]] : []));
  yield* named('#', { net, tax, total, margin });
  for (const [index, line] of lines.entries())
    yield* named(`#/lines/${index}`, { net: line.net, tax: line.tax, margin: line.margin });
}

/** Tax and total where they are not said. */
export function withSums<P extends CreatePurchase>(said: P): P & { tax: Money; total: Money } {
  const { currency, amountMinor } = said.net;
  const tax = said.tax ?? { amountMinor: 0, currency };
  return { ...said, tax, total: said.total ?? { amountMinor: amountMinor + tax.amountMinor, currency } };
}

/** The margin of lines together; undefined unless each has one. */
const marginOf = (lines: readonly WrittenLine[]): number | undefined =>
  lines.length > 0 && lines.every(({ margin }) => margin) ? sumOf(lines.map(({ margin }) => margin)) : undefined;

/**
 * What is wrong with the amounts of a purchase. They are in one currency; net is exactly what the lines come to, and so is
 * the margin where each line has one. Tax is rounded by line or over all, so it may be off by 1 for each line that bears some.
 */
export function amountErrors(said: CreatePurchase): FieldError[] {
  const { net, tax, total } = withSums(said);
  const foreign = [...amountsOf(said)].filter(([, { currency }]) => currency !== net.currency);
  if (foreign.length > 0)
    return foreign.map(([pointer]) => ({ pointer, detail: `must be in ${net.currency}, as the net` }));
  const { lines } = said;
  const margin = marginOf(lines ?? []);
  const taxed = (lines ?? []).filter((one) => (one.tax?.amountMinor ?? 0) !== 0);
  const linesNet = sumOf((lines ?? []).map((one) => one.net));
  const linesTax = sumOf(taxed.map((one) => one.tax));
  const errors: (FieldError | false)[] = [
    net.amountMinor < 0 && { pointer: '#/net', detail: 'must not be below 0; what was given back is a return' },
    tax.amountMinor < 0 && { pointer: '#/tax', detail: 'must not be below 0' },
    total.amountMinor !== net.amountMinor + tax.amountMinor && { pointer: '#/total', detail: 'must be net and tax' },
    lines !== undefined &&
      net.amountMinor !== linesNet && { pointer: '#/net', detail: `must be ${linesNet}, the sum of the lines` },
    lines !== undefined &&
      Math.abs(tax.amountMinor - linesTax) > taxed.length && {
        pointer: '#/tax',
        detail: `must be within ${taxed.length} of ${linesTax}, the sum of the lines`,
      },
    margin !== undefined &&
      said.margin !== undefined &&
      said.margin.amountMinor !== margin && { pointer: '#/margin', detail: `must be ${margin}, the sum of the lines` },
  ];
  return errors.filter((error) => error !== false);
}

/** Clocks of other systems may be ahead of ours by so much. */
const AHEAD_MS = 5 * 60_000;

/** What is wrong with a time of something that has happened. */
export const aheadErrors = (pointer: string, at: string | undefined, now: Date): FieldError[] =>
  at !== undefined && Date.parse(at) > now.getTime() + AHEAD_MS
    ? [{ pointer, detail: 'must not lie in the future' }]
    : [];

/** What is wrong with the times of an invoice of what was bought at a time. */
export function invoiceErrors(invoice: Invoice | undefined, at: string, now: Date): FieldError[] {
  if (!invoice) return [];
  const { issuedAt = at, dueAt, paidAt } = invoice;
  const errors: (FieldError | false)[] = [
    dueAt < issuedAt && { pointer: '#/invoice/dueAt', detail: 'must not lie before it was issued' },
    paidAt !== undefined &&
      paidAt < issuedAt && { pointer: '#/invoice/paidAt', detail: 'must not lie before it was issued' },
  ];
  return [
    ...errors.filter((error) => error !== false),
    ...aheadErrors('#/invoice/issuedAt', invoice.issuedAt, now),
    ...aheadErrors('#/invoice/paidAt', paidAt, now),
  ];
}

/** The margin that is stored: as it was said, else that of the lines together. */
export const storedMargin = ({ margin, lines = [], net }: CreatePurchase): Money | undefined => {
  const sum = marginOf(lines);
  return margin ?? (sum === undefined ? undefined : { amountMinor: sum, currency: net.currency });
};
