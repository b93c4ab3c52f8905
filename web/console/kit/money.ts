import { digitsOf } from '../../../shared/fields/currencies.ts';
import type { Money } from '../../../shared/fields/money.schema.ts';
import { locale } from '../texts/console.ts';

/** An amount in the words of whoever reads: `129,90 €`. The digits are those of ISO 4217, which a browser rounds for some. */
export function money({ amountMinor, currency }: Money): string {
  const digits = digitsOf(currency);
  return new Intl.NumberFormat(locale(), {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amountMinor / 10 ** digits);
}
