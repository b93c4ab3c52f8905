import { channels, type Consent, type CurrentConsent, purposes } from './consent.schema.ts';

const placeOf = ({ purpose, channel, number = '' }: Pick<Consent, 'purpose' | 'channel' | 'number'>): string =>
  [purposes.indexOf(purpose), channels.indexOf(channel), number].join(' ');

/** Of what came at the same instant, what was written down later holds. */
export const latestFirst = (one: Consent, other: Consent): number =>
  other.at.localeCompare(one.at) || other.createdAt.localeCompare(one.createdAt);

const holding = (entry: Consent, until: string): CurrentConsent => {
  const { purpose, channel, number, state, basis, at, expiresAt } = entry;
  const isOver = expiresAt !== undefined && expiresAt <= until;
  return {
    purpose,
    channel,
    ...(number !== undefined && { number }),
    state: isOver ? 'expired' : state,
    basis,
    since: isOver ? expiresAt : at,
    ...(expiresAt !== undefined && { expiresAt }),
  };
};

/**
 * What some entries of a ledger say at an instant: the latest one of each purpose and channel, and number. An entry about all
 * numbers stands in the place of those about one number that are older.
 */
export function currentOf(entries: readonly Consent[], until: string): CurrentConsent[] {
  const found = new Map<string, Consent>();
  for (const entry of entries.filter(({ at }) => at <= until).toSorted(latestFirst)) {
    const place = placeOf(entry);
    if (!found.has(place) && !found.has(placeOf({ ...entry, number: undefined }))) found.set(place, entry);
  }
  return [...found].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, entry]) => holding(entry, until));
}

/** What a projection says of one purpose and channel, and number; undefined where nothing is known. */
export const consentTo = (
  current: readonly CurrentConsent[],
  { purpose, channel, number }: Pick<Consent, 'purpose' | 'channel' | 'number'>,
): CurrentConsent | undefined => {
  const about = current.filter((one) => one.purpose === purpose && one.channel === channel);
  return about.find((one) => one.number === number) ?? about.find((one) => one.number === undefined);
};

/** Whether the person said no, or took a yes back. */
export const isNo = ({ state }: { state: CurrentConsent['state'] }): boolean =>
  state === 'denied' || state === 'withdrawn';
