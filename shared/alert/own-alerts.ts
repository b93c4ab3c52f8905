import { Problem } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { tableIndexes } from '../kernel/indexes.ts';
import { type From, isThere, type Steps, type Stored } from '../kernel/store.ts';
import { companyPrefix } from '../kernel/table.ts';
import { type ItemKey, itemsBehind, queryPages, walkPartition } from '../kernel/walk.ts';
import { ownerPartition } from './alert.keys.ts';
import type { Alert } from './alert.schema.ts';
import { alerts } from './alert.store.ts';
import { toldPartition } from './notice.store.ts';

/** Whether the caller may know of every alert. Who may not knows of those that they own or of which a notice is theirs. */
export const seesAll = ({ actor }: Context): boolean => actor.permissions.has('alerts:read');

/** Refuses an alert that is not the caller's own: as unknown, unless they may read all. */
export async function expectOwn(ctx: Context, alert: Alert): Promise<void> {
  const { id } = ctx.actor;
  if (alert.ownerId === id || (await wasTold(ctx, alert, id))) return;
  throw new Problem(seesAll(ctx) ? 'forbidden' : 'not-found');
}

async function wasTold(ctx: Context, { openedAt, alertId }: Alert, userId: string): Promise<boolean> {
  const place = `${openedAt}#${alertId}#`;
  const partition = `${companyPrefix(ctx.companyId)}${toldPartition(userId)}`;
  const pages = walkPartition(ctx, partition, { index: 'gsi2', between: [place, `${place}~`] });
  const { value: notices = [] } = (await pages.next()) as { value?: unknown[] };
  return notices.length > 0;
}

const { pk, sk } = tableIndexes.gsi2;
/** An alert's place in somebody's list: when it opened, and its id. Every row of both indexes begins its sort key with it. */
const placeOf = (key: ItemKey): string => String(key[sk]).split('#', 2).join('#');
const idAt = (place: string): Alert['alertId'] => place.slice(place.indexOf('#') + 1) as Alert['alertId'];

/** Places in one partition before another place, from as many rows as `size`, and down to where all are known. */
async function placesIn(ctx: Context, partition: string, { before, size }: { before?: string; size: number }) {
  const query = {
    IndexName: 'gsi2',
    KeyConditionExpression: `${pk} = :pk${before === undefined ? '' : ` AND ${sk} < :before`}`,
    ExpressionAttributeValues: {
      ':pk': `${companyPrefix(ctx.companyId)}${partition}`,
      ...(before !== undefined && { ':before': before }),
    },
    ScanIndexForward: false,
    Limit: size,
  };
  const { value: steps = [] } = (await queryPages<ItemKey>(ctx, query, undefined).next()) as {
    value?: { item?: ItemKey; after: ItemKey | undefined }[];
  };
  const places = steps.flatMap(({ item }) => (item ? [placeOf(item)] : []));
  return { places, downTo: steps.at(-1)?.after === undefined ? '' : (places.at(-1) ?? '') };
}

/** Alerts of the caller before a place, each once, the newest first; `downTo` is where the next reading begins. */
async function places(ctx: Context, from: { before?: string; size: number }) {
  const { id } = ctx.actor;
  const read = await Promise.all([ownerPartition(id), toldPartition(id)].map((one) => placesIn(ctx, one, from)));
  // Below it, one of the two can hold what has not been read yet.
  const downTo = read.map((one) => one.downTo).reduce((one, other) => (one > other ? one : other));
  const found = new Set(read.flatMap((one) => one.places).filter((place) => place >= downTo));
  return { found: [...found].toSorted().toReversed(), downTo };
}

/**
 * The alerts that the caller owns or was told of, by the indexes of owners and of notices: as many as they have, not as
 * the company has. Eventually consistent.
 */
export async function* ownAlerts(ctx: Context, { from, size }: From): Steps<Alert> {
  let before = from?.['before'] as string | undefined;
  do {
    const { found, downTo } = await places(ctx, { ...(before && { before }), size });
    before = downTo || undefined;
    const steps = found.map((place, index) => ({
      item: alerts.keyOf(ctx, idAt(place)),
      after: index < found.length - 1 || before ? { before: place } : undefined,
    }));
    const read = await itemsBehind<Stored<Alert>>(ctx, steps);
    yield read.map(({ item, after }) => ({ item: isThere(ctx, item) ? item : undefined, after }));
  } while (before);
}

/** More are not counted. */
const MOST_COUNTED = 1_000;

/** The ids of the caller's newest alerts. */
export const ownIds = async (ctx: Context): Promise<Set<string>> =>
  new Set((await places(ctx, { size: MOST_COUNTED })).found.map(idAt));
