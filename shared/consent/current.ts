import { channels, type Consent, type CurrentConsent, purposes } from './consent.schema.ts';

const placeOf = ({ purpose, channel, number = '' }: Pick<Consent, 'purpose' | 'channel' | 'number'>): string =>
  [purposes.indexOf(purpose), channels.indexOf(channel), number].join(' ');

/** Of what came at the same instant, what was written down later holds. */
export const latestFirst = (one: Consent, other: Consent): number =>
  other.at.localeCompare(one.at) || other.createdAt.localeCompare(one.createdAt);

const isOver = ({ expiresAt }: Consent, until: string): boolean => expiresAt !== undefined && expiresAt <= until;

const holding = (entry: Consent, until: string): CurrentConsent => {
  const { purpose, channel, number, state, basis, at, expiresAt } = entry;
  const isPast = isOver(entry, until);
  return {
    purpose,
    channel,
    ...(number !== undefined && { number }),
    state: isPast ? 'expired' : state,
    basis,
    since: isPast && expiresAt !== undefined ? expiresAt : at,
    ...(expiresAt !== undefined && { expiresAt }),
  };
};

/** Whether an entry says that the person was asked, and nothing of what they answered. */
export const isQuestion = ({ state }: { state: CurrentConsent['state'] }): boolean => state === 'pending';

/**
 * What some entries of a ledger say at an instant: the latest one of each purpose and channel, and number. An entry about all
 * numbers stands in the place of those about one number that are older. That somebody was asked holds as long as it can be
 * answered, where nothing that they said holds.
 */
export function currentOf(entries: readonly Consent[], until: string): CurrentConsent[] {
  const found = new Map<string, Consent>();
  const then = entries.filter(({ at }) => at <= until).toSorted(latestFirst);
  for (const entry of then.filter((one) => !isQuestion(one))) {
    const place = placeOf(entry);
    if (!found.has(place) && !found.has(placeOf({ ...entry, number: undefined }))) found.set(place, entry);
  }
  for (const question of then.filter((one) => isQuestion(one) && !isOver(one, until))) {
    const said = found.get(placeOf(question));
    if (!said || (isOver(said, until) && !isQuestion(said))) found.set(placeOf(question), question);
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
