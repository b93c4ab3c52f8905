import { isChat } from './message.ts';
import { brokenLimit, type Preset, shownBy } from './presets.ts';
import { readyMade, titleOf } from './ready-made.ts';
import { BadTemplate, filled, parseTemplate, placeholdersOf } from './template.ts';
import { pathsOf } from './paths.ts';

/** How an endpoint wants its requests. */
export type Form = { preset: Preset; bodyTemplate?: string | undefined };
/** An event as endpoints are told of it. */
export type Told = { type: string; timestamp: string; data: object; company: string };
/** What is known of a type of event: the JSON Schema of its data and an example. */
export type Known = { type: string; schema: object; sample: object };

/** What templates may use beside the facts of an event. */
const ownFacts = ({ type, company }: Told): { event: string; company: string } => ({ event: titleOf(type), company });

const message = ({ preset, bodyTemplate }: Form, told: Told): unknown => {
  const { type, timestamp, data, company } = told;
  if (bodyTemplate !== undefined) {
    const made = filled(parseTemplate(bodyTemplate), { ...data, ...ownFacts(told) }, shownBy(preset));
    return preset === 'slack' ? { unfurl_links: false, ...(made as object) } : made;
  }
  if (isChat(preset)) return readyMade(preset, type, data, company);
  return { type, timestamp, data };
};

/** The bytes of a request about an event. The template has been checked by {@link brokenForm}. */
export const bodyOf = (form: Form, told: Told): string => JSON.stringify(message(form, told));

/**
 * Why requests about these types of events cannot be made as an endpoint wants, as a sentence that follows
 * "bodyTemplate"; undefined when they can.
 */
export function brokenForm({ preset, bodyTemplate }: Form, types: readonly Known[]): string | undefined {
  if (bodyTemplate === undefined) return preset === 'generic' ? 'is required with the preset generic' : undefined;
  if (preset === 'standard') return 'needs a preset: slack, teams or generic';
  try {
    const document = parseTemplate(bodyTemplate);
    return brokenPath(document, types) ?? brokenMessage({ preset, bodyTemplate }, types);
  } catch (error) {
    if (error instanceof BadTemplate) return error.message;
    throw error;
  }
}

function brokenPath(document: unknown, types: readonly Known[]): string | undefined {
  const paths = types.map(({ type, schema }) => [type, pathsOf(schema)] as const);
  for (const { path, fallback } of placeholdersOf(document)) {
    if (['event', 'company'].includes(path)) continue;
    const silent = paths.filter(([, known]) => !known.has(path)).map(([type]) => type);
    if (silent.length === paths.length) return `has {{${path}}}, which none of these events states`;
    if (silent.length > 0 && fallback === undefined)
      return `has {{${path}}}, which ${silent[0]} does not state: give a fallback, {{${path}|…}}`;
  }
  return undefined;
}

const brokenMessage = (form: Form, types: readonly Known[]): string | undefined => {
  for (const known of types) {
    const broken = brokenLimit(form.preset, message(form, sampleOf(known)));
    if (broken !== undefined) return broken;
  }
  return undefined;
};

/** An example of a type as an event that is told. */
export const sampleOf = ({ type, sample }: Known): Told => {
  const { at = '2026-01-01T00:00:00.000Z', companyId = '' } = sample as { at?: string; companyId?: string };
  return { type, timestamp: at, data: sample, company: companyId };
};
