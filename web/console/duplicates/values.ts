import type { Customer } from '../../../shared/customer/customer.schema.ts';
import { idLines } from '../customers/reach.ts';
import { linesOf } from '../kit/pairs.ts';

/** Fields that nobody chooses: what all of them say holds together. */
export const united = ['emails', 'phones', 'addresses', 'tags', 'externalIds', 'doNotContact', 'notes'] as const;

const said: Partial<Record<string, (customer: Customer) => string>> = {
  emails: ({ emails = [] }) => emails.map(({ address }) => address).join('\n'),
  phones: ({ phones = [] }) => phones.map(({ national, number }) => national ?? number).join('\n'),
  addresses: ({ addresses = [] }) => addresses.map(({ standard, raw }) => standard?.text ?? raw ?? '').join('\n\n'),
  tags: ({ tags = [] }) => tags.join(', '),
  externalIds: ({ externalIds }) => idLines.read(externalIds),
  doNotContact: ({ doNotContact }) => (doNotContact?.value ? (doNotContact.reason ?? '✓') : ''),
};

/** What a customer says in a field, as lines for people; nothing where it is empty. */
export function linesIn(customer: Customer, field: string): string {
  const own = said[field];
  if (own) return own(customer);
  const value = (customer as Record<string, unknown>)[field];
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null ? linesOf(flat(value)) : '';
}

/** Values inside of values as one layer: `contactTime.from: 09:00`. */
function flat(value: object, path = ''): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]): [string, unknown][] => {
      const at = path ? `${path}.${name}` : name;
      if (Array.isArray(inner)) return [[at, inner.join(', ')]];
      return typeof inner === 'object' && inner !== null ? Object.entries(flat(inner as object, at)) : [[at, inner]];
    }),
  );
}
