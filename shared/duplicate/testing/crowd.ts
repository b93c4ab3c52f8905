import { newId } from '../../kernel/ids.ts';
import { randomOf } from '../../kernel/random.ts';
import type { Said } from '../evidence.ts';

type Spoken = {
  type?: string;
  firstName?: string | undefined;
  lastName?: string | undefined;
  businessName?: string;
  email?: string | undefined;
  phone?: string | undefined;
  birthDate?: string | undefined;
  street?: string | undefined;
  postalCode?: string | undefined;
  externalId?: string;
};

/** A customer as it is stored, as far as duplicates are found by it. */
export function person(said: Spoken): Said {
  const { type = 'individual', firstName, lastName, businessName, email, phone, birthDate } = said;
  const { street, postalCode, externalId } = said;
  const lines = street === undefined ? [] : [street];
  const text = [...lines, postalCode].join(', ');
  return {
    customerId: newId('customer'),
    type,
    ...(firstName !== undefined && { firstName }),
    ...(lastName !== undefined && { lastName }),
    ...(businessName !== undefined && { businessName }),
    ...(email !== undefined && { emails: [{ address: email, primary: true }] }),
    ...(phone !== undefined && { phones: [{ number: phone, check: 'valid', primary: true }] }),
    ...(birthDate !== undefined && { demographics: { birthDate } }),
    ...(externalId !== undefined && { externalIds: [{ source: 'dms', id: externalId }] }),
    ...(postalCode !== undefined && {
      addresses: [{ lines, postalCode, country: 'AT', standard: { lines: [text], text } }],
    }),
  } as unknown as Said;
}

export type Planted = {
  customers: Said[];
  /** The places of an original and its duplicate: `3:99001`. */
  planted: Set<string>;
};

const firstNames =
  'Anna Maria Eva Julia Laura Sarah Lisa Katharina Elisabeth Christina Sabine Monika Petra Andrea Claudia Barbara Martina Birgit Karin Helga Thomas Michael Andreas Peter Markus Stefan Christian Martin Wolfgang Johannes Franz Josef Karl Georg Daniel David Lukas Florian Alexander Matthias Bernd Dieter Erich Gustav Ivan Milan Zoran Ahmed Mehmet Ali Fatima Aylin Elif Olga Tanja Dragana Jelena Marko Nikola Luka'.split(
    ' ',
  );
const stems = 'Hub Mai Gru Bau Wag Schmid Stein Fuch Pich Mos Ber Wein Hof Leit Bach Reit Koll Eder Auer Lang'.split(
  ' ',
);
const ends = 'er inger acher bauer mann hofer eder huber ner ler ert hart wald berg stein feld'.split(' ');
const more = 'Novak Horvat Petrovic Yilmaz Kaya Demir Nagy Kovacs Toth Svoboda Novotny Dvorak Rossi Ferrari'.split(' ');

const letters = 'abcdefghijklmnopqrstuvwxyz'.split('');

/**
 * A crowd of people as a dealer has them: some names are frequent, a third live in families with one address and often one
 * number and one mailbox, few say everything. Behind them come duplicates of some of them, as clerks make them: a mistake in
 * a name, another mailbox, a new number, moved, born unknown; one of these, and of a quarter two.
 */
export function aCrowd({
  customers: count,
  duplicates,
  seed,
}: {
  customers: number;
  duplicates: number;
  seed: number;
}): Planted {
  const random = randomOf(seed);
  const below = (most: number): number => Math.floor(random() * most);
  const one = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const chance = (share: number): boolean => random() < share;
  /** Some names are much more frequent than others. */
  const frequent = <T>(list: readonly T[]): T => list[Math.floor(random() ** 2 * list.length)] as T;
  const lastName = (): string => (chance(0.85) ? `${one(stems)}${frequent(ends)}` : frequent(more));
  const day = (): string =>
    `${1935 + below(70)}-${String(1 + below(12)).padStart(2, '0')}-${String(1 + below(28)).padStart(2, '0')}`;
  let numbers = 0;
  const phone = (): string => `+43664${String(1_000_000 + numbers++)}`;
  const home = () => ({
    street: `${one(['Haupt', 'Herren', 'Bahnhof', 'Kirchen', 'Wiener ', 'Grazer '])}${one(['gasse', 'straße'])} ${1 + below(400)}`,
    postalCode: String(1010 + 10 * below(600)),
  });

  const people: Spoken[] = [];
  const wanted = count - duplicates;
  const join = (last: string, place: ReturnType<typeof home>, shared: Spoken, family: Set<string>): void => {
    if (people.length === wanted) return;
    // Few name a child after its father.
    const names = chance(0.01) ? firstNames : firstNames.filter((name) => !family.has(name));
    const firstName = frequent(names);
    family.add(firstName);
    const own = chance(0.8) ? `${firstName}.${last}${below(100_000)}@example.com`.toLowerCase() : undefined;
    people.push({
      firstName,
      lastName: last,
      email: shared.email ?? own,
      phone: shared.phone ?? (chance(0.8) ? phone() : undefined),
      birthDate: chance(0.7) ? day() : undefined,
      ...(chance(0.85) && place),
    });
  };
  while (people.length < wanted) {
    const [last, place] = [lastName(), home()];
    const size = chance(0.33) ? 2 + below(3) : 1;
    const shared = {
      ...(size > 1 && chance(0.3) && { phone: phone() }),
      ...(size > 1 && chance(0.2) && { email: `familie.${last}${below(100_000)}@example.com`.toLowerCase() }),
    };
    const family = new Set<string>();
    for (let at = 0; at < size; at++) join(last, place, shared, family);
  }

  const misspelt = (name: string): string => {
    const at = 1 + below(Math.max(1, name.length - 1));
    const kind = below(3);
    if (kind === 0) return name.slice(0, at) + name.slice(at + 1);
    if (kind === 1) return name.slice(0, at) + one(letters) + name.slice(at);
    return name.slice(0, at - 1) + (name[at] ?? '') + (name[at - 1] ?? '') + name.slice(at + 1);
  };
  const faults: ((said: Spoken) => Spoken)[] = [
    (said) => ({ ...said, firstName: misspelt(said.firstName ?? '') }),
    (said) => ({ ...said, lastName: misspelt(said.lastName ?? '') }),
    (said) => ({ ...said, firstName: (said.firstName ?? '').slice(0, 1) }),
    (said) => ({ ...said, email: undefined }),
    (said) => ({ ...said, email: `new${below(1e9)}@example.com` }),
    (said) => ({ ...said, phone: phone() }),
    (said) => ({ ...said, phone: undefined }),
    (said) => ({ ...said, ...home() }),
    (said) => ({ ...said, birthDate: undefined }),
  ];
  // Who has said nothing but a name is nobody's duplicate that anybody could tell.
  const known = people.flatMap(({ email, phone: number, birthDate, street }, at) =>
    [email, number, birthDate, street].filter((fact) => fact !== undefined).length >= 3 ? [at] : [],
  );
  const planted = new Set<string>();
  const chosen = new Set<number>();
  while (planted.size < duplicates) {
    const at = one(known);
    if (chosen.has(at)) continue;
    chosen.add(at);
    const times = chance(0.75) ? 1 : 2;
    let said = people[at] as Spoken;
    for (let fault = 0; fault < times; fault++) said = one(faults)(said);
    planted.add(`${at}:${people.length}`);
    people.push(said);
  }
  return { customers: people.map(person), planted };
}
