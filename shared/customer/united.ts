import type { AddressParts } from '../address/address.schema.ts';
import { standardise } from '../address/standardise.ts';
import type { CrmSettings } from '../crm-settings/crm-settings.schema.ts';
import { merged } from '../fields/patch.schema.ts';
import type { StoredCustomer } from './customer.schema.ts';
import { numberOf } from './phones.ts';
import { writtenOf } from './settle.ts';

type Written = Record<string, unknown>;
type Settings = Pick<CrmSettings, 'defaultCountry' | 'customFields'>;
type Entry = Written & { primary?: unknown };

const without = <T extends Written>(fields: T, gone: string): T =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => name !== gone)) as T;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** By what entries of a list are the same, whoever wrote them. */
const keysOf = (country: string | undefined): Readonly<Record<string, (entry: Entry) => string>> => ({
  emails: ({ address }) => textOf(address).toLowerCase(),
  phones: ({ number }) => numberOf(textOf(number), country) ?? textOf(number),
  addresses: (entry) => standardise(entry as AddressParts, country).standard.text,
  externalIds: ({ source = 'default', id }) => `${textOf(source)} ${textOf(id)}`,
  socialProfiles: ({ url }) => textOf(url),
});

function joined(old: readonly Entry[], fresh: readonly Entry[], keyOf: (entry: Entry) => string): Entry[] {
  const had = new Set(old.map(keyOf));
  // Which one is the primary one stays; in an empty list the new ones say.
  const added = fresh.filter((entry) => !had.has(keyOf(entry)));
  return old.length === 0 ? added : [...old, ...added.map((entry) => without(entry, 'primary'))];
}

/**
 * What a customer says after something else has said more of them: lists are joined, every other field that is said is
 * replaced, and where the customer came from first stays.
 */
export function united(before: StoredCustomer, body: Written, { defaultCountry }: Settings): Written {
  const said = without(body, 'source');
  const old = writtenOf(before);
  const lists = Object.entries(keysOf(defaultCountry)).flatMap(([name, keyOf]) =>
    said[name] === undefined ? [] : [[name, joined((old[name] ?? []) as Entry[], said[name] as Entry[], keyOf)]],
  );
  const tags = [...new Set([...((old['tags'] ?? []) as string[]), ...((said['tags'] ?? []) as string[])])];
  return merged(old, {
    ...said,
    ...(Object.fromEntries(lists) as Written),
    ...(said['tags'] !== undefined && { tags }),
  }) as Written;
}

/** A body whose own fields of the company are of the types that they are defined with: tables hold texts. */
export function withTypes(body: Written, { customFields }: Settings): Written {
  const { custom } = body;
  if (typeof custom !== 'object' || custom === null) return body;
  const typed = Object.entries(custom).map(([name, value]): [string, unknown] => {
    const type = customFields.find((field) => field.name === name)?.type;
    if (typeof value !== 'string') return [name, value];
    if (type === 'number' && /^-?\d+(?:\.\d+)?$/.test(value.trim())) return [name, Number(value)];
    if (type === 'boolean' && /^(?:true|false|yes|no)$/i.test(value.trim()))
      return [name, /^(?:true|yes)$/i.test(value.trim())];
    return [name, value];
  });
  return { ...body, custom: Object.fromEntries(typed) };
}
