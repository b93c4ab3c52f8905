import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { type FieldError } from '../http/problem.ts';
import type { CreateCustomer, StoredCustomer } from './customer.schema.ts';

type Written = NonNullable<CreateCustomer['phones']>;
type Stored = NonNullable<StoredCustomer['phones']>;

/** Whether numbers of a country can be read: the countries of ISO 3166-1, and a few territories. */
export const hasNumbers = (country: string): country is CountryCode => isSupportedCountry(country);

const parsedNumber = (number: string, country: string | undefined) =>
  parsePhoneNumberFromString(
    number,
    country !== undefined && hasNumbers(country) ? { defaultCountry: country, extract: false } : { extract: false },
  );

/** A number as E.164; without a country code it is of `country`. Undefined where it is no number. */
export const numberOf = (number: string, country: string | undefined): string | undefined =>
  parsedNumber(number, country)?.number;

/**
 * Phone numbers as they are stored, E.164 beside what was entered. A number without a country code is of `country`. Numbers
 * that are no numbers are told as errors, by their place in the list; those of an import are kept as they are, as invalid.
 * `before` are those that the customer has: what was entered stays known where a number is sent back as it is shown.
 */
export function parsePhones(
  written: Written,
  country: string | undefined,
  { before = [], imported = false }: { before?: Stored | undefined; imported?: boolean } = {},
): { phones: Stored; errors: FieldError[] } {
  const errors: FieldError[] = [];
  const phones = written.flatMap(({ number, ...rest }, index): Stored => {
    const parsed = parsedNumber(number, country);
    if (!parsed?.isPossible()) {
      if (imported || before.some((one) => one.number === number && one.check === 'invalid'))
        return [{ ...rest, number, raw: number, check: 'invalid', primary: rest.primary ?? false }];
      errors.push({ pointer: `#/phones/${index}/number`, detail: 'is no phone number, or lacks its country code' });
      return [];
    }
    const known = before.find((one) => one.number === parsed.number);
    return [
      {
        ...rest,
        ...(parsed.ext !== undefined && rest.extension === undefined && { extension: parsed.ext }),
        number: parsed.number as string,
        national: parsed.formatNational().replace(/ ext\. \d+$/, ''),
        raw: number === known?.number ? (known.raw ?? number) : number,
        check: parsed.isValid() ? ('valid' as const) : ('possible' as const),
        primary: rest.primary ?? false,
      },
    ];
  });
  const twice = phones.findIndex(({ number }, at) => phones.findIndex((one) => one.number === number) !== at);
  if (twice >= 0 && errors.length === 0) errors.push({ pointer: `#/phones/${twice}/number`, detail: 'is named twice' });
  return { phones, errors };
}
