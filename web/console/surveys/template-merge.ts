import type { Fields } from '../api/merge.ts';
import { bodyOf, type Form, formOf } from './template-form.ts';

/** The same text for the same value, in whatever order its fields come. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  ) ?? '';

/** A template as fields that two people may have changed: each part is one, with all that is in it. */
export const fieldsOf = (form: Form): Fields =>
  Object.fromEntries(Object.entries(bodyOf(form)).map(([name, value]) => [name, canonical(value)]));

/** The template that such fields stand for. */
export const formFrom = (fields: Readonly<Record<string, string | undefined>>): Form =>
  formOf(
    Object.fromEntries(
      Object.entries(fields).flatMap(([name, value]) => (value ? [[name, JSON.parse(value) as unknown]] : [])),
    ) as Parameters<typeof formOf>[0],
  );

const SHOWN = 400;
const BEFORE = 40;

/** What a part says, for somebody who must choose between it and another's: its texts, from where they differ. */
export function readable(value: string | undefined, other: string | undefined): string {
  const [said, otherSaid] = [textsOf(value), textsOf(other)];
  // The texts of both are the same, and what differs is what they are texts of.
  if (said === otherSaid && value !== other) return fromDifference(value ?? '', other ?? '');
  return fromDifference(said, otherSaid);
}

function textsOf(value: string | undefined): string {
  if (!value) return '';
  const texts: string[] = [];
  const collect = (one: unknown): void => {
    if (typeof one === 'object' && one !== null) for (const inner of Object.values(one)) collect(inner);
    else texts.push(String(one));
  };
  collect(JSON.parse(value));
  return texts.join(' · ');
}

/** Two long texts that begin alike would look the same where only their beginnings are shown. */
function fromDifference(text: string, other: string): string {
  if (text.length <= SHOWN) return text;
  const [letters, others] = [Array.from(text), Array.from(other)];
  const differs = letters.findIndex((letter, at) => letter !== others[at]);
  const from = Math.max(0, (differs < 0 ? letters.length : differs) - BEFORE);
  const shown = letters.slice(from, from + SHOWN).join('');
  return `${from > 0 ? '…' : ''}${shown}${from + SHOWN < letters.length ? '…' : ''}`;
}
