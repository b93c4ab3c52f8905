import type { StoredCustomer } from '../customer/customer.schema.ts';
import { pick } from '../kernel/json.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { choosable } from './choosable.ts';
import { united } from './united.ts';

type CustomerId = Id<'customer'>;

type Choosable = (typeof choosable)[number];
export type Choice = { readonly [F in Choosable]?: CustomerId | undefined };

/** What a customer says, without what the kit adds. */
type Says = Omit<StoredCustomer, 'version' | 'updatedAt'>;
/** Whose values a merged customer has, by field. */
export type Origins = Record<string, { from: CustomerId[] }>;

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  (Array.isArray(value) ? value.length === 0 : typeof value === 'object' && Object.keys(value as object).length === 0);

/** Objects whose empty fields are filled from the others. */
const filled: ReadonlySet<string> = new Set(['preferences', 'demographics', 'data', 'custom']);

type Found = { value: unknown; from: CustomerId[] };

/** The value of a field: the one that was chosen, else the first that there is, objects field by field. */
function valueOf(all: readonly StoredCustomer[], field: Choosable, chosen: CustomerId | undefined): Found {
  const order = chosen === undefined ? all : all.filter(({ customerId }) => customerId === chosen);
  const having = order.filter((one) => !isEmpty(one[field]));
  const [first] = having;
  if (!first) return { value: undefined, from: [] };
  if (!filled.has(field) || having.length === 1) return { value: first[field], from: [first.customerId] };
  const value = Object.assign({}, ...having.map((one) => one[field]).toReversed()) as object;
  const gave = having.filter((one, at) =>
    Object.keys(one[field] as object).some(
      (name) => having.findIndex((other) => name in (other[field] as object)) === at,
    ),
  );
  return { value, from: gave.map(({ customerId }) => customerId) };
}

const strictest = ['none', 'monthly', 'weekly', 'all'] as const;

/** What people wish to be left alone with holds, whoever of them has said so, also where another's wishes were chosen. */
function restrained(preferences: StoredCustomer['preferences'], all: readonly StoredCustomer[]) {
  const said = all.flatMap((one) => one.preferences ?? []);
  const off = said.flatMap(({ topics = {} }) => Object.keys(topics).filter((name) => topics[name] === false));
  const frequency = strictest.find((one) => said.some((wish) => wish.frequency === one));
  if (off.length === 0 && frequency === undefined) return preferences;
  return {
    ...preferences,
    ...(frequency !== undefined && { frequency }),
    ...(off.length > 0 && {
      topics: { ...preferences?.topics, ...Object.fromEntries(off.map((name) => [name, false])) },
    }),
  };
}

/** Notes of all, those of others behind a line that says whose they were. */
function notesOf([survivor, ...others]: readonly StoredCustomer[]): Found {
  const written = [survivor, ...others].flatMap((one) => (one?.notes === undefined ? [] : [one]));
  const parts = written.map(({ customerId, notes }) =>
    customerId === survivor?.customerId ? notes : `[${customerId}]\n${notes}`,
  );
  return {
    value: parts.length === 0 ? undefined : parts.join('\n\n'),
    from: written.map(({ customerId }) => customerId),
  };
}

const tiers = ['standard', 'premium', 'enterprise'] as const;
/** The highest tier that is pinned; undefined where none is. */
const pinnedTier = (all: readonly StoredCustomer[]): StoredCustomer | undefined =>
  all
    .filter(({ accountTier }) => accountTier?.pinned === true)
    .toSorted((one, other) => rankOf(other) - rankOf(one))[0];
const rankOf = ({ accountTier }: StoredCustomer): number => tiers.indexOf(accountTier?.value ?? 'standard');

const displayNameOf = ({ type, businessName, firstName, lastName }: Partial<StoredCustomer>): string =>
  (type === 'business' ? businessName : [firstName, lastName].filter((part) => part !== undefined).join(' ')) ?? '';

const earliest = (all: readonly StoredCustomer[]): StoredCustomer =>
  all.toSorted((one, other) => one.createdAt.localeCompare(other.createdAt))[0] as StoredCustomer;

/** What nobody says themselves: a restriction of any of them holds, and the last purchase is that of all. */
const sinceOf = (all: readonly StoredCustomer[]): Pick<StoredCustomer, 'restrictedAt' | 'lastPurchaseAt'> => {
  const [restrictedAt] = all.flatMap((one) => one.restrictedAt ?? []).toSorted();
  const lastPurchaseAt = all
    .flatMap((one) => one.lastPurchaseAt ?? [])
    .toSorted()
    .at(-1);
  return {
    ...(restrictedAt !== undefined && { restrictedAt }),
    ...(lastPurchaseAt !== undefined && { lastPurchaseAt }),
  };
};

/**
 * What the survivor says once others are merged into it, and whose each value is. Its own value holds unless it is empty or
 * another one was chosen; lists are united; the first source and creation hold, do-not-contact of any, the strictest wishes
 * and the highest pinned tier. Pure: the same customers and choice make the same.
 */
export function mergedOf(
  survivor: StoredCustomer,
  others: readonly StoredCustomer[],
  choice: Choice,
): { says: Says; fields: Origins } {
  const all = [survivor, ...others];
  const own = Object.fromEntries(choosable.map((field) => [field, valueOf(all, field, choice[field])]));
  const lists = united(all);
  const first = earliest(all);
  const pinned = pinnedTier(all);
  const stopped = all.find(({ doNotContact }) => doNotContact?.value === true) ?? all.find((one) => one.doNotContact);
  const status = all.find(({ customerId }) => customerId === own['status']?.from[0]) ?? survivor;
  const found: Record<string, Found> = {
    ...own,
    ...(pinned && { accountTier: { value: pinned.accountTier, from: [pinned.customerId] } }),
    ...lists,
    notes: notesOf(all),
    source: { value: first.source, from: [first.customerId] },
    doNotContact: { value: stopped?.doNotContact, from: stopped ? [stopped.customerId] : [] },
  };
  const values = Object.fromEntries(Object.entries(found).map(([field, { value }]) => [field, value]));
  const says = {
    ...values,
    customerId: survivor.customerId,
    type: survivor.type,
    preferences: restrained(values['preferences'] as StoredCustomer['preferences'], all),
    ...pick(status, ['statusReason', 'churnedAt', 'lookAt']),
    ...sinceOf(all),
    createdAt: first.createdAt,
    createdBy: first.createdBy,
  } as Says;
  const mergedFrom = [
    ...new Set([
      ...(survivor.mergedFrom ?? []),
      ...others.flatMap(({ customerId, mergedFrom: earlier = [] }) => [customerId, ...earlier]),
    ]),
  ];
  const fields = Object.entries(found).filter(([, { from }]) => from.length > 0);
  return {
    says: { ...says, displayName: displayNameOf(says), mergedFrom },
    fields: Object.fromEntries(fields.map(([field, { from }]) => [field, { from }])),
  };
}
