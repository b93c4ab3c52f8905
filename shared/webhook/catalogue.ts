import type * as z from 'zod';
import type { Alert } from '../alert/alert.schema.ts';
import { invalid } from '../http/problem.ts';
import eventTypes from '../../docs/event-types.json' with { type: 'json' };
import type { EventType, StoredWebhook } from './webhook.schema.ts';

type Known = z.output<typeof EventType>;
type Schema = { type?: string; $ref?: string; items?: Schema; properties?: Record<string, Schema> };

/** Every type of event that a webhook may receive. The file is written by the test of the domain events. */
export const catalogue = eventTypes as readonly Known[];

const byType = new Map(catalogue.map((one) => [one.type, one]));

/** A type by its name; 400 for what is none. */
export function knownType(type: string, pointer = '#/type'): Known {
  const known = byType.get(type);
  if (known) return known;
  throw invalid({ pointer, detail: 'is no event; see GET /event-types' });
}

/** Whether a selection of events holds a type. */
export const selects = (events: readonly string[], type: string): boolean => {
  const { noun, volume } = byType.get(type) ?? {};
  return events.some((one) => one === type || one === `${noun}.*` || (one === '*' && volume === 'normal'));
};

/** The types of events that a selection holds. */
export const chosenBy = (events: readonly string[]): readonly Known[] =>
  catalogue.filter(({ type }) => selects(events, type));

/** Names of a selection that hold no type of event. */
export const unknownOf = (events: readonly string[]): string[] =>
  events.filter((name) => chosenBy([name]).length === 0);

const scalar = ['string', 'integer', 'number', 'boolean'];

/** Names of what an event of the type states as one value or a list of values: what a filter may look at. */
function factsOf({ schema }: Known): string[] {
  const { $defs = {} } = schema as { $defs?: Record<string, Schema> };
  const resolved = (one: Schema): Schema => $defs[one.$ref?.slice('#/$defs/'.length) ?? ''] ?? one;
  const { properties = {} } = resolved(schema);
  const isFact = (one: Schema | undefined): boolean => {
    if (!one) return false;
    const { type, items } = resolved(one);
    return type === 'array' ? items?.type !== 'array' && isFact(items) : scalar.includes(type ?? '');
  };
  return Object.keys(properties).filter((name) => isFact(properties[name]));
}

/** Names in a filter that no chosen event states. */
export const unstatedOf = (events: readonly string[], filter: object): string[] => {
  const stated = new Set(chosenBy(events).flatMap(factsOf));
  return Object.keys(filter).filter((name) => !stated.has(name));
};

/** Told to the webhook of the tracker that it is about, and to others only where they name it. */
const FOR_ITS_TRACKER = 'TriageHandedOver';

/** Endpoints that an event is about: its own, or those of an alert that the product opened about webhooks. */
function aboutEndpoints(noun: string | undefined, facts: ReadonlyMap<string, unknown>): unknown[] {
  if (noun === 'webhook') return [facts.get('endpointId')];
  const { system, keys = [] } = (facts.get('subject') ?? {}) as Partial<Alert['subject']>;
  if (noun !== 'alert' || system?.kind !== 'webhook_failing') return [];
  return [facts.get('key'), system.facts['endpointId'], ...keys.map(({ key }) => key)];
}

/** Whether an endpoint wants an event. It is not told of itself: that would be told of, too. */
export function wants(
  endpoint: Pick<StoredWebhook, 'endpointId' | 'events' | 'filter'>,
  type: string,
  detail: object,
): boolean {
  const facts = new Map<string, unknown>(Object.entries(detail));
  if (aboutEndpoints(byType.get(type)?.noun, facts).includes(endpoint.endpointId)) return false;
  if (type === FOR_ITS_TRACKER) {
    if (facts.get('endpointId') === endpoint.endpointId) return true;
    if (!endpoint.events.includes(type)) return false;
  }
  return (
    selects(endpoint.events, type) &&
    Object.entries(endpoint.filter ?? {}).every(([name, wanted]) => [facts.get(name)].flat().includes(wanted))
  );
}
