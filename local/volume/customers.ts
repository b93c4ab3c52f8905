import { randomOf } from '../../shared/kernel/random.ts';

/** A customer as a line of the file says it. */
export type Line = {
  id: string;
  first: string;
  last: string;
  mail: string;
  phone: string;
  street: string;
  postalCode: string;
  city: string;
};

const firsts =
  'Anna Ben Clara David Elif Fatima Georg Hanna Ivan Julia Karim Lena Marco Nadia Omar Paula Rosa Stefan Tina Yusuf'.split(
    ' ',
  );
const syllables =
  'bach berg brand burg dorf eck feld gruber haus hof kamp kirch land lang lind mann meier roth schmied stein tal vogel wald wein'.split(
    ' ',
  );
const cities = [
  ['1010', 'Wien'],
  ['8010', 'Graz'],
  ['4020', 'Linz'],
  ['5020', 'Salzburg'],
  ['6020', 'Innsbruck'],
  ['9020', 'Klagenfurt'],
] as const;

/** One of so many customers is somebody who is there already, without an id, with another address and a letter more. */
const TWIN = 200;
export const isTwin = (index: number): boolean => index % TWIN === TWIN - 1;

/** The customer of a number, each time the same. Few names are frequent, most are rare, as in a telephone book. */
export function lineAt(index: number): Line {
  if (isTwin(index)) {
    const other = lineAt(index - 1);
    return { ...other, id: '', last: `${other.last}e`, mail: `twin.${index}@example.net` };
  }
  const random = randomOf(index + 1);
  const of = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  // The square makes the first names of the list more frequent than the last ones.
  const name = Math.floor(random() ** 2 * syllables.length ** 3);
  const parts = [name, Math.floor(name / syllables.length), Math.floor(name / syllables.length ** 2)];
  const last = parts.map((part) => syllables[part % syllables.length]).join('');
  const [postalCode, city] = of(cities);
  return {
    id: `C-${index}`,
    first: of(firsts),
    last: `${last.charAt(0).toUpperCase()}${last.slice(1)}`,
    mail: `c.${index}@example.com`,
    phone: `+43664${String(1_000_000 + index)}`,
    street: `Ringstraße ${1 + (index % 2_000)}`,
    postalCode,
    city,
  };
}

/** Which field each column of the file becomes. */
const targets: Readonly<Record<keyof Line, string>> = {
  id: 'externalId',
  first: 'firstName',
  last: 'lastName',
  mail: 'email',
  phone: 'phone',
  street: 'address.line1',
  postalCode: 'address.postalCode',
  city: 'address.city',
};
const columns = Object.keys(targets) as (keyof Line)[];
export const mapping = columns.map((column) => ({ column, to: targets[column] }));

/** A file of so many customers. */
export const fileOf = (count: number): string =>
  [columns, ...Array.from({ length: count }, (_, index) => columns.map((name) => lineAt(index)[name]))].join('\n');

/** What people look for when they look for a customer, by its kind; whether it has to lead to that one. */
export const questionsOf = ({
  id,
  first,
  last,
  mail,
  phone,
  city,
}: Line): [kind: string, q: string, exact: boolean][] => [
  ['e-mail address', mail, true],
  ['phone number', `0${phone.slice(3)}`, true],
  ['id of the company', id, true],
  ['first and last name', `${first} ${last}`, false],
  ['last name', last, false],
  ['beginning of a name', last.slice(0, 4), false],
  ['city, which a sixth of all share', city, false],
];
