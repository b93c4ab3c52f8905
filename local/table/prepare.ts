import { isDeepStrictEqual } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { callTable, RefusedError } from './call.ts';
import type { IndexDefinition, TableDefinition } from './definition.ts';

/** An index over some hundred thousand kept items is filled in less. */
const READY_MS = 300_000;

type Description = Pick<TableDefinition, 'TableName' | 'KeySchema'> & {
  TableStatus: string;
  GlobalSecondaryIndexes?: (IndexDefinition & { IndexStatus: string })[];
  StreamSpecification?: TableDefinition['StreamSpecification'] & { StreamEnabled: boolean };
  LatestStreamArn: string;
};

export type PreparedTable = { tableName: string; streamArn: string };

/**
 * Makes the kept table what the declaration says: creates it when there is none, fills an index that is new from the kept
 * items, and removes an index that is no more. Running it again changes nothing. Returns when table and indexes are active.
 * Throws when the kept table differs in what cannot be changed: its keys, or what its stream shows.
 *
 * `fill` puts what a new table begins with, before it has a stream: no reader ever sees it. A table whose filling was cut
 * off is made anew; one that is there already is not filled, but refused.
 */
export async function prepareTable(
  url: string,
  definition: TableDefinition,
  signal?: AbortSignal,
  fill?: () => Promise<void>,
): Promise<PreparedTable> {
  const { TableName, KeySchema, StreamSpecification } = definition;
  const found = await whole(url, TableName, signal);
  if (found && fill)
    throw new Error(
      'there is data already, and the demo data is for a new table: start with --empty, which removes it',
    );
  const kept = found ?? (await create(url, definition, signal, fill));
  demandSame('keys', kept.KeySchema, KeySchema);
  demandSame('kind of stream', kept.StreamSpecification?.StreamViewType, StreamSpecification.StreamViewType);
  // To describe a table of a million items takes DynamoDB Local six seconds, so it is not asked for again.
  const ready = isReady(kept) ? kept : await active(url, TableName, signal);
  const { LatestStreamArn } = await alignIndexes(url, definition, ready, signal);
  return { tableName: TableName, streamArn: LatestStreamArn };
}

function demandSame(what: string, kept: unknown, declared: unknown): void {
  if (isDeepStrictEqual(kept, declared)) return;
  throw new Error(`the kept table has other ${what} than declared: start with --empty, which removes its data`);
}

async function describe(url: string, TableName: string, signal?: AbortSignal): Promise<Description | undefined> {
  try {
    const { Table } = await callTable<{ Table: Description }>(url, 'table', 'DescribeTable', { TableName }, signal);
    return Table;
  } catch (error) {
    if (error instanceof RefusedError && error.name === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}

/** The table as it is kept; one without a stream was never filled to its end, and is removed. */
async function whole(url: string, TableName: string, signal?: AbortSignal): Promise<Description | undefined> {
  const found = await describe(url, TableName, signal);
  if (!found || found.StreamSpecification?.StreamEnabled) return found;
  await callTable(url, 'table', 'DeleteTable', { TableName }, signal);
  while (await describe(url, TableName, signal)) await sleep(50, undefined, { signal });
  return undefined;
}

async function create(
  url: string,
  definition: TableDefinition,
  signal?: AbortSignal,
  fill?: () => Promise<void>,
): Promise<Description> {
  // Its own time to live finds nothing in a table with indexes, so expiry.ts removes what has expired.
  const { TimeToLiveSpecification: _, GlobalSecondaryIndexes, StreamSpecification, ...rest } = definition;
  const input = {
    ...rest,
    BillingMode: 'PAY_PER_REQUEST',
    ...(GlobalSecondaryIndexes.length > 0 && { GlobalSecondaryIndexes }),
  };
  const streaming = { StreamSpecification: { ...StreamSpecification, StreamEnabled: true } };
  await callTable(url, 'table', 'CreateTable', { ...input, ...(!fill && streaming) }, signal);
  const made = await active(url, definition.TableName, signal);
  if (!fill) return made;
  await fill();
  await callTable(url, 'table', 'UpdateTable', { TableName: definition.TableName, ...streaming }, signal);
  return active(url, definition.TableName, signal);
}

/** One change after the other: DynamoDB makes or removes one index at a time. Returns the table as it is then. */
async function alignIndexes(
  url: string,
  definition: TableDefinition,
  found: Description,
  signal?: AbortSignal,
): Promise<Description> {
  const { TableName, GlobalSecondaryIndexes, AttributeDefinitions } = definition;
  const { GlobalSecondaryIndexes: kept = [] } = found;
  const same = (one: IndexDefinition) => (other: IndexDefinition) => isDeepStrictEqual(shapeOf(one), shapeOf(other));
  const gone = kept.filter((index) => !GlobalSecondaryIndexes.some(same(index)));
  const added = GlobalSecondaryIndexes.filter((index) => !kept.some(same(index)));
  const changes = [
    ...gone.map(({ IndexName }) => ({ Delete: { IndexName } })),
    ...added.map((index) => ({ Create: index })),
  ];
  let table = found;
  for (const change of changes) {
    const input = { TableName, AttributeDefinitions, GlobalSecondaryIndexUpdates: [change] };
    await callTable(url, 'table', 'UpdateTable', input, signal);
    table = await active(url, TableName, signal);
  }
  return table;
}

const shapeOf = ({ IndexName, KeySchema, Projection }: IndexDefinition) => ({
  IndexName,
  KeySchema,
  type: Projection.ProjectionType,
  attributes: Projection.NonKeyAttributes?.toSorted() ?? [],
});

const isReady = ({ TableStatus, GlobalSecondaryIndexes = [] }: Description): boolean =>
  TableStatus === 'ACTIVE' && GlobalSecondaryIndexes.every(({ IndexStatus }) => IndexStatus === 'ACTIVE');

async function active(url: string, tableName: string, signal?: AbortSignal): Promise<Description> {
  const deadline = Date.now() + READY_MS;
  while (Date.now() < deadline) {
    const table = await describe(url, tableName, signal);
    if (table && isReady(table)) return table;
    await sleep(50, undefined, { signal });
  }
  throw new Error(`table ${tableName} was not ready within ${READY_MS / 1000} s`);
}
