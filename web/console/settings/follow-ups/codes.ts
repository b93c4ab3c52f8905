import type { FollowUpSettings } from '../../../../shared/follow-up/follow-up-settings.schema.ts';

/** A word of a company's list; only root causes have one above them. */
export type Entry = FollowUpSettings['rootCauses'][number];
export type Entries = readonly Entry[];

/** Puts an entry in the place of the one with its code, or at the end. */
export const withEntry = (entries: Entries, entry: Entry): Entry[] =>
  entries.some(({ code }) => code === entry.code)
    ? entries.map((one) => (one.code === entry.code ? entry : one))
    : [...entries, entry];

/** Changes places with the one before (-1) or after (1). */
export function stepped(entries: Entries, at: number, by: -1 | 1): Entry[] {
  const entry = entries[at];
  const to = at + by;
  if (entry === undefined || to < 0 || to >= entries.length) return [...entries];
  return entries.toSpliced(at, 1).toSpliced(to, 0, entry);
}

/** Takes an entry out; what was below it stands by itself. */
export const withoutEntry = (entries: Entries, code: string): Entry[] =>
  entries
    .filter((entry) => entry.code !== code)
    .map(({ parent, ...entry }) => (parent === undefined || parent === code ? entry : { ...entry, parent }));

/** What may stand above an entry: there are two levels, so nothing that is below another, and nothing where some are below it. */
export const parentsFor = (entries: Entries, code: string): Entry[] =>
  entries.some(({ parent }) => parent === code)
    ? []
    : entries.filter((entry) => entry.parent === undefined && entry.code !== code);

/** A code for a new entry, of its label; never that of another. */
export function codeFor(label: string, entries: Entries): string {
  const plain = label
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[_0-9]+|_+$/g, '')
    .slice(0, 36);
  const base = plain || 'entry';
  const taken = new Set(entries.map(({ code }) => code));
  let code = base;
  for (let number = 2; taken.has(code); number += 1) code = `${base}_${number}`;
  return code;
}
