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
} as const;
export type IdKind = keyof typeof idPrefixes;

/** Only the canonical lower-case form: prefix, `_`, and a ULID. */
export function idPattern(kind: IdKind): RegExp {
  return new RegExp(`^${idPrefixes[kind]}_[0-7][0-9a-hjkmnp-tv-z]{25}$`);
}
