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

/** What a part says, for somebody who must choose between two: its texts, or its value. */
export function readable(value: string | undefined): string {
  if (!value) return '';
  const texts: string[] = [];
  const collect = (one: unknown): void => {
    if (typeof one === 'object' && one !== null) for (const inner of Object.values(one)) collect(inner);
    else texts.push(String(one));
  };
  collect(JSON.parse(value));
  return texts.join(' · ').slice(0, 400);
}
