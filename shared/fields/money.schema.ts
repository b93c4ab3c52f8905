import * as z from 'zod';
import { currencies, digitsOf } from './currencies.ts';

/** The largest amount: a thousand times a thousand million of most currencies, and far from where numbers become inexact. */
export const MOST_MINOR = 1e12;

const Currency = z.enum(currencies as [string, ...string[]]).meta({
  id: 'Currency',
  description: 'A code of ISO 4217.',
  example: 'EUR',
});

/** An amount in the smallest unit of its currency: never a fraction. */
export const Money = z
  .strictObject({
    amountMinor: z
      .int()
      .min(-MOST_MINOR)
      .max(MOST_MINOR)
      .meta({ description: 'In the smallest unit of the currency: cents of EUR, yen of JPY.', example: 12_990 }),
    currency: Currency,
  })
  .meta({ id: 'Money' });
export type Money = z.output<typeof Money>;

/** An amount as people read it, with a point whatever the language: `129.90 EUR`, `500 JPY`. */
export function moneyText({ amountMinor, currency }: Money): string {
  const digits = digitsOf(currency);
  const figures = String(Math.abs(amountMinor)).padStart(digits + 1, '0');
  const whole = figures.slice(0, figures.length - digits);
  const rest = digits === 0 ? '' : `.${figures.slice(-digits)}`;
  return `${amountMinor < 0 ? '-' : ''}${whole}${rest} ${currency}`;
}
