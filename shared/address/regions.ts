import { iso31661, iso31662 } from 'iso-3166';

/** Languages in which the name of a country is understood, beside that of the standard. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'tr'];

/** One spelling of a name: no case, marks or punctuation. */
export const plainName = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replaceAll('ß', 'ss')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

let countries: ReadonlyMap<string, string> | undefined;

/** What a country is called → its two letters. Made when the first address comes: names in nine languages take a while. */
function countryNames(): ReadonlyMap<string, string> {
  if (countries) return countries;
  const names = LANGUAGES.map((language) => new Intl.DisplayNames(language, { type: 'region' }));
  const entries = iso31661.flatMap(({ alpha2, alpha3, name }) => [
    ...names.map((inLanguage) => [plainName(inLanguage.of(alpha2) ?? name), alpha2] as const),
    [plainName(name), alpha2] as const,
    [alpha3.toLowerCase(), alpha2] as const,
    [alpha2.toLowerCase(), alpha2] as const,
  ]);
  return (countries = new Map(entries));
}

/** The two letters (ISO 3166-1) of a country that is named by them, by its three letters or by its name. */
export const countryOf = (text: string): string | undefined => countryNames().get(plainName(text));

type Subdivision = { code: string; name: string };
let subdivisions: ReadonlyMap<string, readonly Subdivision[]> | undefined;

function subdivisionsOf(country: string): readonly Subdivision[] {
  subdivisions ??= Map.groupBy(
    iso31662.map(({ code, name }) => ({ code, name })),
    ({ code }) => code.slice(0, 2),
  );
  return subdivisions.get(country) ?? [];
}

/**
 * The code (ISO 3166-2, without the country) and the name of a subdivision; undefined where the country has none of that name.
 * A country without subdivisions takes any.
 */
export function stateOf(country: string, text: string): { code: string; name: string } | undefined {
  const all = subdivisionsOf(country);
  if (all.length === 0) return { code: text, name: text };
  const wanted = plainName(text);
  const code = text.trim().toUpperCase();
  const found =
    all.find((one) => one.code === code || one.code === `${country}-${code}`) ??
    all.find(({ name }) => plainName(name) === wanted);
  return found && { code: found.code.slice(3), name: found.name };
}
