import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { env } from './env.ts';
import { type IndexDeclaration, tableIndexes } from './indexes.ts';
import { emitMetric } from './log.ts';

/** A view of the table that can only reach one company's keys. */
export type Db = {
  /** Sends any lib-dynamodb command but Scan; throws {@link TenantGuardError} for a key of another owner. */
  send: DynamoDBDocumentClient['send'];
};

/** A command tried to touch a key outside its owner's prefix: a defect of ours, never a user's error. */
export class TenantGuardError extends Error {
  override readonly name = 'TenantGuardError';
}

let client: DynamoDBDocumentClient | undefined;

/** The one DynamoDB client of a process, made on first use so that importing costs nothing. */
export function baseClient(): DynamoDBDocumentClient {
  client ??= DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 4 }), {
    marshallOptions: { removeUndefinedValues: true },
  });
  return client;
}

export const tableName = (): string => env('TABLE_NAME');

/** Everything of one company: `c#<companyId>#…`. */
export const companyPrefix = (companyId: string): string => `c#${companyId}#`;

export const dbFor = (companyId: string): Db => guarded([companyPrefix(companyId)]);

const indexes: readonly IndexDeclaration[] = Object.values(tableIndexes);
/** Partition keys of table and indexes: declaring an index is what puts its key under the guard. */
const partitionKeyNames = new Set(['pk', ...indexes.map(({ pk }) => pk)]);
/** What begins the keys of an index that all companies share, by the name of its partition key. */
const sharedPrefixes = new Map(
  indexes.flatMap(({ pk, anyCompanyWrites }) => (anyCompanyWrites ? [[pk, anyCompanyWrites]] : [])),
);

/** The few keys that belong to no company: registry, shared indexes. Only schedules and link resolution use it. */
export const systemDb = (): Db => guarded(['sys#', ...sharedPrefixes.values()]);

type Input = Record<string, unknown>;
type Middleware = (next: (args: unknown) => unknown) => (args: unknown) => unknown;
type Stacked = {
  input: Input;
  constructor: { name: string };
  middlewareStack: { add(middleware: Middleware, options: object): void };
};

function guarded(prefixes: readonly string[]): Db {
  const send = (command: Stacked, ...rest: unknown[]): unknown => {
    command.middlewareStack.add(
      (next) => (args) => {
        refuseForeignKeys(command.input, prefixes);
        return next(args);
      },
      { step: 'initialize', name: 'tenantGuard', override: true },
    );
    return (baseClient().send as (...args: unknown[]) => unknown)(command, ...rest);
  };
  return { send: send as unknown as DynamoDBDocumentClient['send'] };
}

function refuseForeignKeys(input: Input, prefixes: readonly string[]): void {
  const keys = [...partitionKeys(input)];
  const foreign = keys.find((key) => !prefixes.some((prefix) => key.startsWith(prefix)));
  if (keys.length > 0 && foreign === undefined) return;
  emitMetric('tenant_guard_denied', 1);
  throw new TenantGuardError(foreign === undefined ? 'command without a partition key' : 'key outside its owner');
}

/** Every partition key, of table and indexes, that a document command names. */
function* partitionKeys(input: Input): Generator<string> {
  yield* keysOfItem(input['Key']);
  yield* keysOfItem(input['Item']);
  if (typeof input['KeyConditionExpression'] === 'string') yield queriedKey(input);
  if (typeof input['UpdateExpression'] === 'string') yield* updatedKeys(input);
  for (const requests of Object.values(record(input['RequestItems']))) {
    if (Array.isArray(requests)) {
      for (const request of requests) {
        yield* keysOfItem(record(record(request)['PutRequest'])['Item']);
        yield* keysOfItem(record(record(request)['DeleteRequest'])['Key']);
      }
    } else {
      for (const key of array(record(requests)['Keys'])) yield* keysOfItem(key);
    }
  }
  for (const action of array(input['TransactItems'])) {
    for (const inner of Object.values(record(action))) yield* partitionKeys(record(inner));
  }
}

function* keysOfItem(item: unknown): Generator<string> {
  for (const [name, value] of Object.entries(record(item))) {
    if (partitionKeyNames.has(name) && value !== undefined && !isSharedKey(name, value)) yield text(value);
  }
}

/** On an index that all companies share, anyone may put an own item; only the system may read it. */
function isSharedKey(name: string, value: unknown): boolean {
  const prefix = sharedPrefixes.get(name);
  return prefix !== undefined && text(value).startsWith(prefix);
}

/** The value compared with the partition key in `#pk = :pk`; anything cleverer is refused. */
function queriedKey(input: Input): string {
  const match = /(#?\w+)\s*=\s*(:\w+)/.exec(String(input['KeyConditionExpression']));
  const name = match?.[1] ?? '';
  const attribute = name.startsWith('#') ? text(record(input['ExpressionAttributeNames'])[name]) : name;
  if (!partitionKeyNames.has(attribute))
    throw new TenantGuardError('the first condition of a query must be its partition key');
  return text(record(input['ExpressionAttributeValues'])[match?.[2] ?? '']);
}

/** Index partition keys that an update assigns; anything but a plain value counts as another owner's. */
function* updatedKeys(input: Input): Generator<string> {
  const names = record(input['ExpressionAttributeNames']);
  const values = record(input['ExpressionAttributeValues']);
  for (const [, name = '', value = ''] of String(input['UpdateExpression']).matchAll(/(#?\w+)\s*=\s*(:\w+)?/g)) {
    const attribute = name.startsWith('#') ? text(names[name]) : name;
    if (partitionKeyNames.has(attribute) && !isSharedKey(attribute, values[value])) yield text(values[value]);
  }
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
const array = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
