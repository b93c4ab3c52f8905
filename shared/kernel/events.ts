import * as z from 'zod';
import { Actor } from '../fields/actor.schema.ts';
import { fieldsOf } from '../fields/record.schema.ts';
import type { BusEvent } from './bus.ts';
import { isOurs } from './id-kinds.ts';
import { jsonEqual, pick } from './json.ts';
import type { Permission } from './permissions.ts';

/** What every event about a record says: ids and facts, never what was said nor how to reach who said it. */
export const RecordEvent = z.object({
  eventId: z.string().meta({
    description:
      'The same for every delivery: `<id of the record>:<recordRevision>`; `<id>:<companyId>:<recordRevision>` of records whose id only their company knows, such as `settings`.',
  }),
  version: z.literal(1).meta({ description: 'Of this event’s form.' }),
  companyId: z.string(),
  recordVersion: z
    .int()
    .min(1)
    .meta({ description: 'The record’s `version` after the change; our own findings leave it as it was.' }),
  recordRevision: z.int().min(1).meta({ description: 'Counts every change of the record, and so orders its events.' }),
  at: z.iso.datetime().meta({ description: 'When the change was made.' }),
  actor: Actor,
  requestId: z.string(),
  changedKeys: z.array(z.string()).meta({ description: 'Fields that came, went or changed.' }),
});
export type RecordEvent = z.infer<typeof RecordEvent>;

/** A stored record, as far as events are read off it. */
type Image = {
  companyId: string;
  version: number;
  revision: number;
  updatedAt: string;
  lastActor: Actor;
  lastAction: string;
  lastRequestId: string;
};

/** The action of a run that takes what is due with a record in hand; nobody is told of it. */
export const CLAIM = 'claim';

/** One change of the table, as its stream tells it. */
export type TableChange = { before?: object | undefined; after?: object | undefined };

/** Fields of the machinery, which change with every write and tell nobody anything. */
const silent = /^(?:(?:g\d)?[ps]k|__edb_\w+|last\w+|version|revision|updatedAt|companyId|expiresAt|claimedUntil)$/;

/** Names of fields that came, went or changed between two states of a record, sorted. */
function changedKeys(before: object | undefined, after: object, derived: readonly string[]): string[] {
  const [old, now] = [new Map(Object.entries(before ?? {})), new Map(Object.entries(after))];
  const isTold = (name: string): boolean => !silent.test(name) && !derived.includes(name);
  const names = [...new Set([...old.keys(), ...now.keys()])].filter(isTold);
  return names.filter((name) => !jsonEqual(old.get(name), now.get(name))).toSorted();
}

/** What every event about a record says. `derived` are fields that follow from others and are not told as changed. */
export const eventOf = (
  id: string,
  { before, after }: { before?: object | undefined; after: Image },
  derived: readonly string[] = [],
): RecordEvent => ({
  eventId: isOurs(id) ? `${id}:${after.revision}` : `${id}:${after.companyId}:${after.revision}`,
  version: 1,
  companyId: after.companyId,
  recordVersion: after.version,
  recordRevision: after.revision,
  at: after.updatedAt,
  actor: after.lastActor,
  requestId: after.lastRequestId,
  changedKeys: changedKeys(before, after, derived),
});

/**
 * The domain events of a kind of record: by the name of the action that a write was, the event's name and what it tells.
 * `facts` are the fields of the record that an event repeats.
 */
export function defineEvents<S extends z.ZodRawShape, const A extends string, const N extends string>(
  kind: string,
  record: z.ZodObject<S>,
  {
    id,
    actions,
    silent = [],
    facts,
    derived = [],
    readBy,
  }: {
    id: keyof S & string;
    actions: Readonly<Record<A, readonly [name: N, description: string]>>;
    /** Further actions that nobody is told of. */
    silent?: readonly string[];
    facts: readonly (keyof S & string)[];
    /** Fields that follow from others and are not told as changed. */
    derived?: readonly string[];
    /** Who is told in the feed of changes that a record has changed; nobody by default. */
    readBy?: Permission;
  },
) {
  const told = [id, ...facts];
  const quiet: readonly string[] = [CLAIM, ...silent];
  const event = RecordEvent.extend(fieldsOf(told, (name) => record.shape[name] as unknown as z.ZodType));
  const named = Object.values<readonly [N, string]>(actions).map(
    ([name, description]) => [name, event.meta({ id: name, description })] as const,
  );
  const nameOf = (action: string): N => {
    const [name] = (actions as Partial<Record<string, readonly [N, string]>>)[action] ?? [];
    if (name === undefined) throw new Error(`no event of ${kind} is declared for the action ${action}`);
    return name;
  };
  /** What happened, read off a change of the table. A row that TTL removes was told of when it was deleted. */
  const eventsOf = ({ before, after }: TableChange): BusEvent[] => {
    const now = after as (Image & Record<string, unknown>) | undefined;
    if (!now || (before as Image | undefined)?.revision === now.revision || quiet.includes(now.lastAction)) return [];
    // Callers do not see what is stored beside the record's own fields; of its end they are told.
    const isSeen = (name: string): boolean => name in record.shape || name === 'deletedAt';
    const unseen = Object.keys({ ...before, ...now }).filter((name) => !isSeen(name));
    const detail = {
      ...eventOf(String(now[id]), { before, after: now }, [...derived, ...unseen]),
      ...pick<Record<string, unknown>, string>(now, told),
    };
    return [{ type: nameOf(now.lastAction), detail, at: new Date(now.updatedAt) }];
  };
  const schemas = Object.fromEntries(named) as Record<N, typeof event>;
  return { kind, record, actions, schemas, eventsOf, audit: Object.keys(schemas), ...(readBy && { readBy }) };
}
