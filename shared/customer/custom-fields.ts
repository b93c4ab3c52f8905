import type { CustomField } from '../crm-settings/crm-settings.schema.ts';
import type { FieldError } from '../http/problem.ts';
import { jsonEqual } from '../kernel/json.ts';

type Values = Readonly<Record<string, unknown>>;
type Test = (value: unknown, field: CustomField) => boolean;

const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= 2_000;
const isDay = (value: unknown): boolean =>
  typeof value === 'string' &&
  /^\d{4}-\d{2}-\d{2}$/.test(value) &&
  !Number.isNaN(Date.parse(value)) &&
  new Date(value).toISOString().startsWith(value);
const isMoney = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 2) return false;
  const { amountMinor, currency } = value as Values;
  return Number.isSafeInteger(amountMinor) && typeof currency === 'string' && /^[A-Z]{3}$/.test(currency);
};

const tests: Record<CustomField['type'], readonly [test: Test, mustBe: string]> = {
  text: [isText, 'must be a text of at most 2000 characters'],
  number: [(value) => typeof value === 'number' && Number.isFinite(value), 'must be a number'],
  money: [isMoney, 'must be {amountMinor, currency}'],
  date: [isDay, 'must be a day like 2027-03-01'],
  boolean: [(value) => typeof value === 'boolean', 'must be true or false'],
  choice: [(value, { choices = [] }) => isText(value) && choices.includes(value), 'must be one of its choices'],
};

/**
 * What is wrong with the custom fields of a customer, by the company's definitions. What the customer had before stays as it
 * is, also where its definition has changed or gone.
 */
export function customErrors(defined: readonly CustomField[], after: Values = {}, before: Values = {}): FieldError[] {
  const at = (name: string): string => `#/custom/${name}`;
  const wrong = Object.entries(after).flatMap(([name, value]): FieldError[] => {
    if (jsonEqual(value, before[name])) return [];
    const field = defined.find((one) => one.name === name);
    if (!field) return [{ pointer: at(name), detail: 'is no field that the settings define' }];
    const [test, mustBe] = tests[field.type];
    return test(value, field) ? [] : [{ pointer: at(name), detail: mustBe }];
  });
  const missing = defined.filter(({ name, required }) => required && (after[name] ?? undefined) === undefined);
  return [...wrong, ...missing.map(({ name }) => ({ pointer: at(name), detail: 'must be given' }))];
}
