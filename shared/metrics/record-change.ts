import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import type * as z from 'zod';
import { type IdKind, leadingId } from '../kernel/id-kinds.ts';
import { idMonth } from '../kernel/ids.ts';
import { type CompanyChange, MalformedImage } from './counted-kind.ts';

const company = /^c#([a-z0-9][a-z0-9-]{0,62})#/;

/**
 * Reads what counting needs off a change of a record that has a ledger page of its own: of the kit's records, and of
 * others whose `revision` counts their writes. Throws {@link MalformedImage}.
 */
export function recordChangeOf<R>(
  { dynamodb }: DynamoDBRecord,
  countable: z.ZodType<R>,
  { kind, id: idName }: { kind: IdKind; id: string },
): CompanyChange<R> {
  const { NewImage: after, OldImage: before } = dynamodb ?? {};
  const image = after ?? before;
  if (!image) throw new MalformedImage('no image');
  const item = unmarshall(image as Parameters<typeof unmarshall>[0]);
  const companyId = company.exec(String(item['pk']))?.[1];
  if (companyId === undefined) throw new MalformedImage('pk');
  const id = String(item[idName]);
  const ours = leadingId(kind, id);
  if (ours === undefined) throw new MalformedImage(idName);
  const { revision } = item as { revision: unknown };
  if (typeof revision !== 'number' || !Number.isSafeInteger(revision) || revision < 1)
    throw new MalformedImage('revision');
  const known = { companyId, id, month: idMonth(ours), page: id };
  // A removed row was its record's last revision; being gone comes after it.
  if (!after) return { ...known, revision: revision + 1, record: null };
  const { data, error } = countable.safeParse(item);
  if (error) throw new MalformedImage(error.issues[0]?.path.join('.') ?? kind);
  return { ...known, revision, record: data };
}
