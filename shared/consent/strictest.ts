import { writesOf } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { newId } from '../kernel/ids.ts';
import { compact } from '../kernel/json.ts';
import type { TransactItem } from '../kernel/write.ts';
import type { Consent, CurrentConsent } from './consent.schema.ts';
import { consents, ledgerOf } from './consent.store.ts';
import { currentOf, isNo, isQuestion } from './current.ts';
import { entriesOf } from './ledger.ts';

type CustomerId = Id<'customer'>;
/** What somebody's ledger says of one thing now, with the entry that says so. */
type Told = { of: CustomerId; now: CurrentConsent; entry: Consent };

/** Begins what the source of an entry says that came from another customer's ledger. */
const MERGED = 'merged from';
const sourceOf = ({ of, entry }: Told): string => `${MERGED} ${of}: ${entry.source}`.slice(0, 200);

const isSame = (one: Consent, { purpose, channel, number }: CurrentConsent): boolean =>
  one.purpose === purpose && one.channel === channel && one.number === number;

/** What the ledger of a customer says now, each with its entry. */
async function toldBy(ctx: Context, of: CustomerId): Promise<Told[]> {
  const entries: Consent[] = [];
  for await (const some of entriesOf(ctx, of))
    // What somebody was asked they have not said; the link in their mail leads to the survivor.
    entries.push(...some.map((entry) => consents.publicOf(entry)).filter((one) => !isQuestion(one)));
  return currentOf(entries, ctx.now.toISOString()).flatMap((now) => {
    const entry = entries.find((one) => isSame(one, now) && (one.at === now.since || one.expiresAt === now.since));
    return entry ? [{ of, now, entry }] : [];
  });
}

const latest = (some: readonly Told[]): Told | undefined =>
  some.toSorted((one, other) => other.now.since.localeCompare(one.now.since))[0];
const NEVER = '9999';
const soonest = (some: readonly Told[]): Told | undefined =>
  some.toSorted((one, other) => (one.now.expiresAt ?? NEVER).localeCompare(other.now.expiresAt ?? NEVER))[0];

/**
 * Of what several people said of one purpose and channel, what holds where they are one: a no of any, for all numbers or for
 * one; else the grant that ends first, and none where another one has ended.
 */
function strictestOf(said: readonly Told[]): Told[] {
  const toAll = latest(said.filter(({ now }) => isNo(now) && now.number === undefined));
  if (toAll) return [toAll];
  return [...Map.groupBy(said, ({ now }) => now.number).values()].flatMap((about) => {
    const no = latest(about.filter(({ now }) => isNo(now)));
    if (no) return [no];
    return about.some(({ now }) => now.state === 'expired') ? [] : (soonest(about) ?? []);
  });
}

type Entry = Pick<Told, 'of' | 'now' | 'entry'> & { at: string; endsAt?: string | undefined };

const written = (ctx: Context, customerId: CustomerId, { at, endsAt, ...told }: Entry): TransactItem[] => {
  const { purpose, channel, number, state, basis, textVersion, evidence } = told.entry;
  const consentId = newId('consent', new Date(at));
  const entryId = `${ledgerOf(customerId)}${consentId}`;
  const source = sourceOf(told);
  const says = {
    consentId,
    entryId,
    customerId,
    purpose,
    channel,
    number,
    state,
    basis,
    source,
    textVersion,
    evidence,
  };
  return writesOf(ctx, consents, undefined, compact({ ...says, at, endsAt }), { action: 'create' }).writes;
};

/**
 * The writes after which the ledger of a customer is as strict as those of several together, for each purpose and channel: a
 * no holds from now on, whoever said yes later; a yes that only another one has said stands as they said it. With `onlyNo` a
 * yes stays where it is.
 */
export async function strictestWrites(
  ctx: Context,
  customerId: CustomerId,
  others: readonly CustomerId[],
  { onlyNo = false }: { onlyNo?: boolean } = {},
): Promise<TransactItem[]> {
  const now = ctx.now.toISOString();
  const all = (await Promise.all([customerId, ...others].map((of) => toldBy(ctx, of)))).flat();
  const places = Map.groupBy(all, ({ now: { purpose, channel } }) => `${purpose} ${channel}`);
  return [...places.values()].flatMap((said) =>
    strictestOf(said).flatMap((told) => {
      if (told.of === customerId) return [];
      const own = said.find(({ of, now: { number } }) => of === customerId && number === told.now.number);
      if (isNo(told.now)) return own && isNo(own.now) ? [] : written(ctx, customerId, { ...told, at: now });
      if (onlyNo) return [];
      // A yes of their own is replaced by one that ends sooner, and only by that.
      return written(ctx, customerId, { ...told, at: own ? now : told.entry.at, endsAt: told.now.expiresAt });
    }),
  );
}

/** The writes that end what a customer was granted by a merge alone: who is another one again has not said it. */
export async function mergedGrantsEnded(
  ctx: Context,
  customerId: CustomerId,
  from: readonly CustomerId[],
): Promise<TransactItem[]> {
  const now = ctx.now.toISOString();
  const isTheirs = ({ source }: Consent): boolean => from.some((of) => source.startsWith(`${MERGED} ${of}:`));
  return (await toldBy(ctx, customerId))
    .filter(({ now: { state }, entry }) => state === 'granted' && isTheirs(entry))
    .flatMap((told) => written(ctx, customerId, { ...told, at: now, endsAt: now }));
}
