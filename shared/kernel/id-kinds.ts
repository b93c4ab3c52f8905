import type * as z from 'zod';

/** One prefix per kind of record; runs in a browser. Ids are lower case, so that a key in another letter case is another, unknown id. */
export const idPrefixes = {
  feedback: 'fb',
  audit: 'au',
  formKey: 'fk',
  template: 'tpl',
  survey: 'sv',
  event: 'ev',
  decision: 'de',
  job: 'job',
  initiative: 'ini',
  link: 'lk',
  alertRule: 'ar',
  webhook: 'wh',
  delivery: 'dl',
  deliveryDay: 'dld',
  alert: 'al',
  followUp: 'fu',
  followUpRule: 'fr',
  triageItem: 'tri',
  triageBatch: 'tb',
  tracker: 'trk',
  handOver: 'ho',
  trial: 'tat',
  estimate: 'est',
  analysisRun: 'anr',
  reviewSample: 'rvs',
  outsideAddress: 'oa',
  message: 'msg',
  report: 'rp',
  run: 'run',
  reportDelivery: 'rdl',
  recipientStop: 'rps',
  board: 'bd',
  view: 'vew',
  goal: 'go',
  benchmark: 'bm',
  praise: 'prs',
  address: 'adr',
  upload: 'upl',
  hook: 'hk',
  hookDelivery: 'hkd',
  customer: 'cus',
  consent: 'cst',
  dataRequest: 'dsr',
  policy: 'pol',
  contact: 'con',
  relation: 'rel',
  household: 'hh',
  purchase: 'pur',
  vehicle: 'veh',
  ownership: 'own',
  document: 'doc',
  documentVersion: 'dov',
  documentLink: 'dlk',
  merge: 'mrg',
  score: 'sco',
  activity: 'act',
} as const;
export type IdKind = keyof typeof idPrefixes;

/** An id of ours. Keys are made of these alone, so that a text from outside does not compile where an id is wanted. */
export type Id<K extends IdKind = IdKind> = { [Kind in K]: string & z.$brand<Kind> }[K];

/** Only the canonical lower-case form: prefix, `_`, and a ULID. */
export function idPattern(kind: IdKind): RegExp {
  return new RegExp(`^${idPrefixes[kind]}_[0-7][0-9a-hjkmnp-tv-z]{25}$`);
}

/** Whether a text is an id that this product has made, of whatever kind: no two companies have the same. */
export const isOurs = (text: string): boolean => /^[a-z]+_[0-7][0-9a-hjkmnp-tv-z]{25}$/.test(text);

/** The text as an id of ours, if it has the form of one. */
export const asId = <K extends IdKind>(kind: K, text: string): Id<K> | undefined =>
  idPattern(kind).test(text) ? (text as Id<K>) : undefined;

/** The id of ours that a longer text begins with: `ini_…` of `ini_…:resolution`; of an id of ours itself. */
export const leadingId = <K extends IdKind>(kind: K, text: string): Id<K> | undefined =>
  asId(kind, text.split(':')[0] ?? '');
