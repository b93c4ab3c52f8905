import type { Context } from '../kernel/context.ts';

type Fields = Readonly<Record<string, unknown>>;

/** An address of which one may tell whether it is the one that is meant, and no more. */
export const maskedEmail = (address: string): string => {
  const [local = '', domain = ''] = address.split('@');
  return `${local.slice(0, 1)}***@${domain.slice(0, 1)}***${domain.slice(domain.lastIndexOf('.'))}`;
};
/** The same of a phone number: its last two digits. */
export const maskedPhone = (number: string): string => `***${number.slice(-2)}`;

const seenBy = ({ actor }: Pick<Context, 'actor'>) => ({
  contact: actor.permissions.has('customers:contact'),
  sensitive: actor.permissions.has('customers:sensitive'),
});

type Email = Fields & { address: string };
type Phone = Fields & { number: string };
type Address = Fields & { geo: Fields };

const HIDDEN = '***';

const coveredEmail = (email: Email): Fields => ({ ...email, address: maskedEmail(email.address) });
const coveredPhone = (phone: Phone): Fields => ({
  ...phone,
  national: undefined,
  raw: undefined,
  extension: undefined,
  number: maskedPhone(phone.number),
});

/** An address by its country, state and place. */
const coveredAddress = (address: Address): Fields => ({
  ...address,
  raw: HIDDEN,
  lines: undefined,
  postalCode: undefined,
  standard: { lines: [HIDDEN], text: HIDDEN },
  geo: { precision: address.geo['precision'], at: address.geo['at'] },
});

/** What is about a number, without showing it. */
export const coveredNumber = <F extends { number?: string }>(about: F): F =>
  about.number === undefined ? about : { ...about, number: maskedPhone(about.number) };

const covers: Readonly<Record<string, (value: never) => unknown>> = {
  emails: (all: Email[]) => all.map(coveredEmail),
  phones: (all: Phone[]) => all.map(coveredPhone),
  addresses: (all: Address[]) => all.map(coveredAddress),
  consents: (all: Fields[]) => all.map(coveredNumber),
};

/**
 * A customer, wherever it stands in an answer, as this caller may see it: without `customers:contact` addresses and numbers
 * are masked, without `customers:sensitive` demographics and accessibility are absent. Fields are known by their names, so
 * that an answer that shows a customer in another place is covered, too.
 */
export function masked(ctx: Pick<Context, 'actor'>, value: unknown): unknown {
  const { contact, sensitive } = seenBy(ctx);
  if (contact && sensitive) return value;
  const cover = (inner: unknown): unknown => {
    if (Array.isArray(inner)) return inner.map(cover);
    if (typeof inner !== 'object' || inner === null) return inner;
    const kept = Object.entries(inner).filter(
      ([name]) => sensitive || (name !== 'demographics' && name !== 'accessibility'),
    );
    return Object.fromEntries(
      kept.map(([name, field]): [string, unknown] => {
        const covered = contact || !Array.isArray(field) ? undefined : covers[name];
        return [name, covered ? covered(field as never) : cover(field)];
      }),
    );
  };
  return cover(value);
}

/** What a caller does not see of what a customer says, and so cannot repeat when they replace it. */
export function unseenOf(ctx: Pick<Context, 'actor'>, written: Fields): Fields {
  const { contact, sensitive } = seenBy(ctx);
  const { emails, phones, addresses, demographics, preferences } = written;
  const { accessibility } = (preferences ?? {}) as { accessibility?: unknown };
  return {
    ...(!contact && { emails, phones, addresses }),
    ...(!sensitive && { demographics }),
    ...(!sensitive && accessibility !== undefined && { preferences: { accessibility } }),
  };
}
