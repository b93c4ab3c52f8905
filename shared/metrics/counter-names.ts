import { ANONYMOUS } from './counters.ts';

/**
 * Counters have telling names in code and one-letter families in the table: a row holds dozens of them, and
 * reads are billed by the byte. Both directions are exact, because families are a closed set.
 */
const codes: Readonly<Record<string, string>> = {
  volume: 'v',
  answers: 'a',
  commented: 'm',
  sentiment: 's',
  nps: 'n',
  csat: 'c',
  ces: 'e',
  fcr: 'f',
  'fcr-not': 'g',
  resolution: 'r',
  question: 'q',
  invited: 'i',
  answered: 'w',
  asked: 'A',
  sent: 'S',
  delivered: 'D',
  bounced: 'B',
  opened: 'O',
  started: 'T',
  partial: 'P',
  completed: 'C',
  expired: 'E',
  cancelled: 'X',
  'opted-out': 'U',
  unresolved: 'R',
  quarantined: 'Q',
  withdrawn: 'W',
  minutes: 'M',
  scanned: 'Y',
  considered: 'K',
  refused: 'N',
  suppressed: 'Z',
  reopened: 'o',
  resolved: 'd',
  'no-action': 'u',
  'on-time': 't',
  touch: 'h',
  wall: 'l',
  'touch-on-time': 'j',
  'touch-late': 'b',
  closing: 'k',
  ack: 'p',
  verdict: 'z',
  resurveyed: 'G',
  recovery: 'y',
  recovered: 'H',
  improved: 'I',
  decided: 'F',
  waited: 'J',
  kept: 'L',
  changed: 'V',
  told: 'i2',
  untold: 'i3',
  failed: 'w1',
  'first-try': 'w2',
  latency: 'w3',
  emotion: 'a1',
  urgency: 'a2',
  'after-reminder': 'i4',
};
const families = Object.fromEntries(Object.entries(codes).map(([family, code]) => [code, family]));

/** `csat:4` ↔ `c:4`, `x:sentiment:pending` ↔ `x:s:pending`, `~csat:4` ↔ `~c:4`; a name of another family stays as it is. */
const translated = (name: string, words: Readonly<Record<string, string>>): string => {
  const prefix = ['x:', ANONYMOUS].find((one) => name.startsWith(one)) ?? '';
  const rest = name.slice(prefix.length);
  const end = rest.indexOf(':');
  const family = end === -1 ? rest : rest.slice(0, end);
  const word = Object.hasOwn(words, family) ? words[family] : undefined;
  return word === undefined ? name : `${prefix}${word}${rest.slice(family.length)}`;
};

export const storedName = (name: string): string => translated(name, codes);
export const counterName = (stored: string): string => translated(stored, families);
