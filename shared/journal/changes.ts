import { openCursor, sealCursor } from '../http/page.ts';
import { invalid } from '../http/problem.ts';
import { type Context, isLate } from '../kernel/context.ts';
import type { Permission } from '../kernel/permissions.ts';
import { records } from '../records.ts';
import type { RecordKind } from '../record-kind.ts';
import type { Change } from './changes.schema.ts';
import { eventsIn, type Journaled, journalSince } from './journal.ts';

/** Up to when the caller has been told, and the rows of the last seconds before that which it knows. */
type Position = { upTo: string; known: string[] };

/** A row may become visible so long after the time that it bears: two readers of the stream, and tries that failed. */
const LATE_MS = 10_000;
/** With so many keys of twelve characters a cursor is below its 4 KB. */
const MOST_KNOWN = 150;
/** A page ends behind the row in which it has so many. */
const ENOUGH = 1_000;

/** The kind of record that an event is about, and who may read it; kinds without `readBy` are in no feed. */
const kinds: ReadonlyMap<string, { kind: string; readBy: Permission }> = new Map(
  (records as readonly RecordKind[]).flatMap(({ kind, schemas, readBy }) =>
    readBy ? Object.keys(schemas).map((type) => [type, { kind, readBy }] as const) : [],
  ),
);
const feeds = new Set([...kinds.values()].map(({ kind }) => kind));

/** Records that have changed since a cursor was given out. */
export async function listChanges(
  ctx: Context,
  { resources, cursor }: { resources?: string | undefined; cursor?: string | undefined },
): Promise<{ items: Change[]; nextCursor: string }> {
  const wanted = resources === undefined ? undefined : new Set(resources.split(','));
  const unknown = [...(wanted ?? [])].filter((name) => !feeds.has(name));
  if (unknown.length > 0) throw invalid({ parameter: 'resources', detail: `has only ${[...feeds].join(', ')}` });
  const filter = { resources: [...(wanted ?? [])].toSorted() };
  const from = await openCursor<Position>(ctx, 'changes', filter, cursor);
  const { items, position } = await since(ctx, wanted, from ?? { upTo: ctx.now.toISOString(), known: [] });
  // What came before the first call is no news; its rows are known from now on.
  return { items: from ? items : [], nextCursor: await sealCursor(ctx, 'changes', filter, position) };
}

async function since(ctx: Context, wanted: ReadonlySet<string> | undefined, { upTo, known }: Position) {
  const told = new Set(known);
  const changed = new Map<string, Change>();
  const read: { key: string; writtenAt: string }[] = [];
  for await (const { key, writtenAt, packed } of journalSince(ctx, before(upTo))) {
    read.push({ key, writtenAt });
    if (told.has(key)) continue;
    for (const event of eventsIn({ packed })) {
      const change = changeOf(ctx, wanted, event);
      const name = change && `${change.resource} ${change.id}`;
      if (change && name && (changed.get(name)?.version ?? 0) <= change.version) {
        changed.delete(name);
        changed.set(name, change);
      }
    }
    if (changed.size >= ENOUGH || isLate(ctx)) break;
  }
  const last = read.at(-1)?.writtenAt ?? upTo;
  const next = last > upTo ? last : upTo;
  const still = before(next).toISOString();
  const recent = read.filter(({ writtenAt }) => writtenAt >= still).map(({ key }) => key);
  const keys = [...new Set([...known, ...recent])].slice(-MOST_KNOWN);
  return { items: [...changed.values()], position: { upTo: next, known: keys } };
}

const before = (at: string): Date => new Date(Date.parse(at) - LATE_MS);

function changeOf(
  { actor }: Context,
  wanted: ReadonlySet<string> | undefined,
  { type, detail }: Journaled,
): Change | undefined {
  const { kind, readBy } = kinds.get(type) ?? {};
  if (kind === undefined || readBy === undefined || !actor.permissions.has(readBy)) return undefined;
  if (wanted && !wanted.has(kind)) return undefined;
  // What belongs to nobody in particular is not for who sees only their own.
  if (actor.ownOnly && agentOf(detail) !== actor.id) return undefined;
  const id = detail.eventId.slice(0, detail.eventId.indexOf(':'));
  return { resource: kind, id, version: detail.recordVersion, at: detail.at };
}

const agentOf = (detail: object): string | undefined =>
  (detail as { snapshot?: { agentId?: string } }).snapshot?.agentId;
