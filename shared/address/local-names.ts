/**
 * What people of a country call their biggest places, where the places table has the English name. Others are found by the
 * name that both have, or by a table of postal codes of the company.
 */
export const localNames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  US: { 'new york': 'new york city' },
  AT: { wien: 'vienna', 'st polten': 'sankt polten', klagenfurt: 'klagenfurt am worthersee' },
  BE: {
    bruxelles: 'brussels',
    brussel: 'brussels',
    antwerpen: 'antwerp',
    gent: 'ghent',
    luttich: 'liege',
    luik: 'liege',
  },
  CH: { genf: 'geneve', geneva: 'geneve', basle: 'basel', berne: 'bern', luzern: 'lucerne' },
  CZ: { praha: 'prague', plzen: 'pilsen' },
  DE: {
    munchen: 'munich',
    cologne: 'koln',
    nuremberg: 'nurnberg',
    hanover: 'hannover',
    frankfurt: 'frankfurt am main',
  },
  DK: { kobenhavn: 'copenhagen' },
  ES: { sevilla: 'seville', 'a coruna': 'la coruna' },
  GR: { athina: 'athens' },
  IT: {
    roma: 'rome',
    milano: 'milan',
    napoli: 'naples',
    torino: 'turin',
    firenze: 'florence',
    venezia: 'venice',
    genova: 'genoa',
  },
  NL: { 'den haag': 'the hague', 's gravenhage': 'the hague' },
  PL: { warszawa: 'warsaw' },
  PT: { lisboa: 'lisbon' },
  RO: { bucuresti: 'bucharest' },
  RS: { beograd: 'belgrade' },
  RU: { moskva: 'moscow', 'sankt peterburg': 'saint petersburg' },
  SE: { goteborg: 'gothenburg' },
  UA: { kiev: 'kyiv' },
};
