import type { PurchaseFact } from '../purchase/fact.ts';
import type { Counters } from './facts.ts';
import { daysAgo } from './figure.ts';

/** What a later year is worth less. */
export const DISCOUNT_RATE = 0.1;
const YEARS = 2;
const WINDOW_DAYS = YEARS * 365;

type Bought = Pick<PurchaseFact, 'kind' | 'at' | 'kept' | 'margin'>;
/** A share in percent of an amount in whole units, rounded half away from zero. */
const percent = (amount: number, of: number): number => Math.sign(amount) * Math.round((Math.abs(amount) * of) / 100);

/** The margin of all that a customer bought and kept in a currency: as it was sent, else by a default margin. */
export const historicValue = (counters: Counters, currency: string, defaultMarginPercent: number): number =>
  (counters[`${currency}:margin`] ?? 0) + percent(counters[`${currency}:unsaid`] ?? 0, defaultMarginPercent);

/** Mean order value, orders a year and the share of margin, over the last 24 months. */
export type Buying = { orderValue: number; ordersAYear: number; marginShare: number };

/** What somebody buys a year, by what they bought and kept in the last 24 months; undefined where that is nothing. */
export function buyingOf(bought: readonly Bought[], now: Date, defaultMarginPercent: number): Buying | undefined {
  const kept = bought.filter(
    ({ kind, at, kept: net }) => kind !== 'return' && net > 0 && daysAgo(at, now) < WINDOW_DAYS,
  );
  const net = kept.reduce((sum, one) => sum + one.kept, 0);
  if (net === 0) return undefined;
  const margin = kept.reduce((sum, one) => sum + (one.margin ?? (one.kept * defaultMarginPercent) / 100), 0);
  return { orderValue: net / kept.length, ordersAYear: kept.length / YEARS, marginShare: margin / net };
}

/** M: the margin of a year. */
export const yearlyMargin = ({ orderValue, ordersAYear, marginShare }: Buying): number =>
  orderValue * ordersAYear * marginShare;

/**
 * M·r/(1+d−r): what a customer is worth from now on, by margin a year, yearly retention r and discount d (S. Gupta & D. R.
 * Lehmann, Journal of Interactive Marketing 17(1), 2003, 9–24).
 */
export const predictedValue = (margin: number, retention: number, discount: number = DISCOUNT_RATE): number =>
  (margin * retention) / (1 + discount - retention);
