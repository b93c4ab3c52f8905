/** What is wrong with a template; the message follows "bodyTemplate". */
export class BadTemplate extends Error {}

/** A place in a template where a fact of the event goes. */
export type Placeholder = { path: string; fallback: string | undefined };

const LONGEST_BYTES = 16 * 1024;
const DEEPEST = 20;

const placeholder = /\{\{\s*([A-Za-z]\w*(?:\.[A-Za-z]\w*)*)\s*(?:\|([^{}]*))?\}\}/g;

/**
 * Reads a template: a JSON document in whose texts `{{path}}` or `{{path|fallback}}` stand for facts. They are put in
 * after the document is parsed, so no fact can change its form, and nothing in it is ever run.
 */
export function parseTemplate(text: string): unknown {
  if (new TextEncoder().encode(text).length > LONGEST_BYTES) throw new BadTemplate('must be at most 16 KB');
  const document = parsed(text);
  checkValue(document, 0);
  return document;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadTemplate('must be a JSON document');
  }
}

function checkValue(value: unknown, depth: number): void {
  if (depth > DEEPEST) throw new BadTemplate(`must be nested at most ${DEEPEST} deep`);
  if (typeof value === 'string') checkText(value);
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (/\{\{|\}\}/.test(name)) throw new BadTemplate('must have placeholders in values only, not in names');
    checkValue(inner, depth + 1);
  }
}

function checkText(text: string): void {
  if (/\{\{|\}\}/.test(text.replace(placeholder, '')))
    throw new BadTemplate('must have placeholders of the form {{path}} or {{path|fallback}} only');
}

/** All placeholders of a document. */
export function placeholdersOf(document: unknown): Placeholder[] {
  const found: Placeholder[] = [];
  mapTexts(document, (text) => {
    for (const [, path = '', fallback] of text.matchAll(placeholder)) found.push({ path, fallback });
    return text;
  });
  return found;
}

/** The document with facts in it. `shown` makes one safe for where the document goes. */
export const filled = (document: unknown, facts: object, shown: (value: string) => string): unknown =>
  mapTexts(document, (text) =>
    text.replace(placeholder, (_, path: string, fallback = '') => {
      const value = valueAt(facts, path);
      return value === undefined ? fallback : shown(value);
    }),
  );

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((one) => mapTexts(one, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, mapTexts(inner, change)]));
}

/** What a path leads to, through the fact's own fields only: nothing that JavaScript gives every object is a fact. */
function valueAt(facts: object, path: string): string | undefined {
  let value: unknown = facts;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, name)) return;
    value = (value as Record<string, unknown>)[name];
  }
  return textOf(value);
}

/** A value, or a list of values, as people read it; undefined for what is neither. */
export function textOf(value: unknown): string | undefined {
  if (Array.isArray(value)) {
    const texts = value.map(textOf);
    return texts.length > 0 && texts.every((one) => one !== undefined) ? texts.join(', ') : undefined;
  }
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;
}
