import { asText } from './as-text.ts';
import { readDate } from './dates.ts';
import { flagIn, type RowPlan } from './draft.ts';
import type { RowProblem } from './import.schema.ts';
import type { Draft } from './presets/preset.ts';

export type Fields = Readonly<Record<string, unknown>>;
/** Several values of one cell: of a list, or between semicolons. */
export const listIn = (value: unknown): string[] =>
  (Array.isArray(value) ? value.map(asText) : asText(value).split(/[;\n]/)).map((one) => one.trim()).filter(Boolean);

/** The body that would create the customer, from the fields that columns became; what cannot be read is noted. */
export function bodyOf(
  { shownOrder, options }: RowPlan,
  draft: Draft,
  problems: RowProblem[],
): Record<string, unknown> {
  const { fields } = draft;
  const text = (name: string): string | undefined => (fields[name] === undefined ? undefined : asText(fields[name]));
  const birthDate = dateIn(text('demographics.birthDate'), shownOrder ?? options.dateOrder, problems);
  const under = (outer: string): Record<string, unknown> =>
    Object.fromEntries(
      Object.keys(fields).flatMap((name) =>
        name.startsWith(`${outer}.`) ? [[name.slice(outer.length + 1), text(name)]] : [],
      ),
    );
  const preferences = under('preferences');
  const demographics = { ...under('demographics'), ...(birthDate !== undefined && { birthDate }) };
  const address = under('address');
  const names = namesOf(fields);
  const stops = fields['doNotContact'] === undefined ? undefined : flagIn(fields['doNotContact']);
  const some = (value: Fields): Fields | undefined => (Object.keys(value).length > 0 ? value : undefined);
  return defined({
    ...names,
    ...Object.fromEntries(
      ['salutation', 'status', 'statusReason', 'group', 'industry', 'ownerId', 'notes'].map((name) => [
        name,
        text(name),
      ]),
    ),
    emails: labelled(fields, 'email', 'label', 'address'),
    phones: labelled(fields, 'phone', 'type', 'number'),
    addresses: some(address) && [addressOf(address, names['type'] === 'business')],
    preferences: some(preferences),
    demographics: some(demographics),
    accountTier: text('accountTier') && { value: text('accountTier')?.toLowerCase() },
    doNotContact: stops === undefined ? undefined : defined({ value: stops, reason: text('doNotContact.reason') }),
    externalIds: text('externalId') && [{ source: 'default', id: text('externalId') }],
    source: { type: 'import' },
    tags: draft.tags.length > 0 ? [...new Set(draft.tags)] : undefined,
    data: some(draft.data),
    custom: some(draft.custom),
  });
}

export const defined = (fields: Fields): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** A whole name is split before its last word: that is the family name in most of the world that writes names so. */
function namesOf(fields: Fields): Record<string, unknown> {
  const [name, business, first, last] = ['name', 'businessName', 'firstName', 'lastName'].map((one) =>
    fields[one] === undefined ? undefined : asText(fields[one]),
  );
  const isPerson = first !== undefined || last !== undefined;
  const type =
    fields['type'] === undefined ? (business && !isPerson ? 'business' : 'individual') : asText(fields['type']);
  const isBusiness = type.toLowerCase() === 'business';
  const [, before, end] = (!isPerson && name ? /^(.*?)\s*(\S+)$/.exec(name) : undefined) ?? [];
  return defined({
    type: type.toLowerCase(),
    businessName: isBusiness ? (business ?? name) : business,
    firstName: isBusiness ? first : (first ?? (before || undefined)),
    lastName: isBusiness ? last : (last ?? end),
  });
}

/** All addresses or numbers of a row, those of the plain column first, each once. */
function labelled(fields: Fields, outer: string, label: string, value: string): object[] | undefined {
  const labels = Object.keys(fields).filter((name) => name === outer || name.startsWith(`${outer}.`));
  const all = labels.toSorted().flatMap((name) => {
    const of = name.slice(outer.length + 1);
    return listIn(fields[name]).map((one) => ({ [value]: one, ...(of !== '' && { [label]: of }) }));
  });
  const once = all.filter(
    (one, at) => all.findIndex((other) => other[value]?.toLowerCase() === one[value]?.toLowerCase()) === at,
  );
  return once.length > 0 ? once : undefined;
}

function addressOf({ line1, line2, ...parts }: Fields, isBusiness: boolean): object {
  const lines = [line1, line2].flatMap((line) => asText(line).split('\n')).map((line) => line.trim());
  const given = lines.filter(Boolean);
  return { type: isBusiness ? 'work' : 'home', ...(given.length > 0 && { lines: given }), ...parts };
}

function dateIn(
  text: string | undefined,
  order: 'dmy' | 'mdy' | undefined,
  problems: RowProblem[],
): string | undefined {
  if (text === undefined) return undefined;
  const read = readDate(text, { zone: 'UTC', order });
  if ('at' in read) return read.at.slice(0, 10);
  problems.push({ column: 'demographics.birthDate', code: read.code, message: read.message });
  return undefined;
}
