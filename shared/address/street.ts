/** Suffixes of streets and their standard abbreviations, USPS Publication 28, appendix C1. */
const SUFFIXES: Readonly<Record<string, string>> = {
  alley: 'Aly',
  allee: 'Aly',
  avenue: 'Ave',
  av: 'Ave',
  avn: 'Ave',
  bayou: 'Byu',
  beach: 'Bch',
  bend: 'Bnd',
  bluff: 'Blf',
  bottom: 'Btm',
  boulevard: 'Blvd',
  boul: 'Blvd',
  branch: 'Br',
  bridge: 'Brg',
  brook: 'Brk',
  burg: 'Bg',
  bypass: 'Byp',
  camp: 'Cp',
  canyon: 'Cyn',
  cape: 'Cpe',
  causeway: 'Cswy',
  center: 'Ctr',
  centre: 'Ctr',
  circle: 'Cir',
  cliff: 'Clf',
  club: 'Clb',
  common: 'Cmn',
  corner: 'Cor',
  course: 'Crse',
  court: 'Ct',
  courts: 'Cts',
  cove: 'Cv',
  creek: 'Crk',
  crescent: 'Cres',
  crest: 'Crst',
  crossing: 'Xing',
  crossroad: 'Xrd',
  curve: 'Curv',
  dale: 'Dl',
  dam: 'Dm',
  divide: 'Dv',
  drive: 'Dr',
  driv: 'Dr',
  estate: 'Est',
  estates: 'Ests',
  expressway: 'Expy',
  extension: 'Ext',
  falls: 'Fls',
  ferry: 'Fry',
  field: 'Fld',
  fields: 'Flds',
  flat: 'Flt',
  ford: 'Frd',
  forest: 'Frst',
  forge: 'Frg',
  fork: 'Frk',
  fort: 'Ft',
  freeway: 'Fwy',
  garden: 'Gdn',
  gardens: 'Gdns',
  gateway: 'Gtwy',
  glen: 'Gln',
  green: 'Grn',
  grove: 'Grv',
  harbor: 'Hbr',
  haven: 'Hvn',
  heights: 'Hts',
  highway: 'Hwy',
  hill: 'Hl',
  hills: 'Hls',
  hollow: 'Holw',
  inlet: 'Inlt',
  island: 'Is',
  junction: 'Jct',
  key: 'Ky',
  knoll: 'Knl',
  lake: 'Lk',
  lakes: 'Lks',
  landing: 'Lndg',
  lane: 'Ln',
  light: 'Lgt',
  loaf: 'Lf',
  lock: 'Lck',
  lodge: 'Ldg',
  manor: 'Mnr',
  meadow: 'Mdw',
  meadows: 'Mdws',
  mill: 'Ml',
  mission: 'Msn',
  motorway: 'Mtwy',
  mount: 'Mt',
  mountain: 'Mtn',
  neck: 'Nck',
  orchard: 'Orch',
  overpass: 'Opas',
  parkway: 'Pkwy',
  passage: 'Psge',
  pine: 'Pne',
  pines: 'Pnes',
  place: 'Pl',
  plain: 'Pln',
  plains: 'Plns',
  plaza: 'Plz',
  point: 'Pt',
  port: 'Prt',
  prairie: 'Pr',
  radial: 'Radl',
  ranch: 'Rnch',
  rapids: 'Rpds',
  rest: 'Rst',
  ridge: 'Rdg',
  river: 'Riv',
  road: 'Rd',
  roads: 'Rds',
  route: 'Rte',
  shoal: 'Shl',
  shore: 'Shr',
  shores: 'Shrs',
  skyway: 'Skwy',
  spring: 'Spg',
  springs: 'Spgs',
  square: 'Sq',
  station: 'Sta',
  stream: 'Strm',
  street: 'St',
  strt: 'St',
  str: 'St',
  summit: 'Smt',
  terrace: 'Ter',
  throughway: 'Trwy',
  trace: 'Trce',
  track: 'Trak',
  trafficway: 'Trfy',
  trail: 'Trl',
  tunnel: 'Tunl',
  turnpike: 'Tpke',
  underpass: 'Upas',
  union: 'Un',
  valley: 'Vly',
  viaduct: 'Via',
  view: 'Vw',
  village: 'Vlg',
  ville: 'Vl',
  vista: 'Vis',
  well: 'Wl',
  wells: 'Wls',
};
/** Directions, by the same publication. */
const DIRECTIONS: Readonly<Record<string, string>> = {
  north: 'N',
  south: 'S',
  east: 'E',
  west: 'W',
  northeast: 'NE',
  northwest: 'NW',
  southeast: 'SE',
  southwest: 'SW',
};
/** What stands behind a street: of a building with several doors. */
const UNIT = /^(?:#|apt|apartment|ste|suite|unit|fl|floor|rm|room|bldg|building|dept|lot|ph)\b\.?/i;

const bare = (word: string): string => word.toLowerCase().replace(/[.,]+$/, '');

/** A line as the USPS writes streets: only the last word of a street is its suffix, its first or last a direction. */
function american(line: string): string {
  const words = line.split(' ');
  const unit = words.findIndex((word, at) => at > 1 && UNIT.test(word));
  const end = unit < 0 ? words.length : unit;
  const isNumbered = /^\d/.test(words[0] ?? '');
  if (!isNumbered || end < 3) return line;
  const street = words.slice(1, end);
  const direction = (word: string | undefined): string | undefined =>
    word === undefined ? undefined : (DIRECTIONS[bare(word)] ?? undefined);
  const after = street.length > 2 ? direction(street.at(-1)) : undefined;
  const suffixAt = after ? street.length - 2 : street.length - 1;
  const suffix = suffixAt > 0 ? SUFFIXES[bare(street[suffixAt] ?? '')] : undefined;
  const before = suffixAt > 1 || (!suffix && street.length > 1) ? direction(street[0]) : undefined;
  const named = street.map((word, at) => {
    if (at === 0 && before) return before;
    if (at === street.length - 1 && after) return after;
    return at === suffixAt && suffix ? suffix : word;
  });
  return [words[0], ...named, ...words.slice(end)].join(' ');
}

/** `Hauptstr. 5` → `Hauptstraße 5`, `Str. des 17. Juni` → `Straße des 17. Juni`. */
const german = (line: string): string =>
  line
    .replace(/(?<=\p{Ll})str(?:\.|(?=\s+\d)|$)\s*/gu, 'straße ')
    .replace(/(?<![\p{L}])Str(?:\.|(?=\s)|$)\s*/gu, 'Straße ')
    .trim();

const swiss = (line: string): string => german(line).replaceAll('straße', 'strasse').replaceAll('Straße', 'Strasse');

const byCountry: Readonly<Record<string, (line: string) => string>> = {
  US: american,
  DE: german,
  AT: german,
  CH: swiss,
  LI: swiss,
};

/** A line of an address with its usual words in the one spelling of its country. Done again it changes nothing. */
export const standardLine = (country: string | undefined, line: string): string =>
  (country === undefined ? undefined : byCountry[country])?.(line) ?? line;
