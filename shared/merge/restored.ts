import type { StoredCustomer } from '../customer/customer.schema.ts';
import { compact, jsonEqual } from '../kernel/json.ts';
import type { Stored } from '../kernel/store.ts';
import type { Images } from './merge.store.ts';
import { listed, nameIn } from './united.ts';

type Row = Stored<StoredCustomer>;

/** Fields of the machinery, which go on counting. */
const counted: ReadonlySet<string> = new Set([
  'version',
  'revision',
  'updatedAt',
  'lastActor',
  'lastAction',
  'lastRequestId',
  'companyId',
  'wordsBehind',
]);

const isList = (field: string): field is (typeof listed)[number] => (listed as string[]).includes(field);

/** A list that was changed since: without what the others brought, which is theirs again. */
function without(field: (typeof listed)[number], now: unknown, { before: [own], after }: Images): unknown[] {
  const [had, brought] = [own, after].map(
    (row) => new Set(((row?.[field] ?? []) as unknown[]).map((entry) => nameIn(field, entry))),
  );
  return ((now ?? []) as unknown[]).filter((entry) => {
    const name = nameIn(field, entry);
    return had?.has(name) || !brought?.has(name);
  });
}

/**
 * What the survivor of a merge says once it is undone: as before it, but for what was changed since. `kept` names those
 * fields; of lists what the others brought is taken out again. Pure.
 */
export function restoredOf(now: Row, images: Images): { says: Row; kept: string[] } {
  const { before, after } = images;
  const [own] = before;
  const names = new Set([...Object.keys(now), ...Object.keys(own ?? {})].filter((name) => !counted.has(name)));
  const kept: string[] = [];
  const values = [...names].map((name): [string, unknown] => {
    const field = name as keyof Row;
    if (field === 'mergedFrom') {
      const theirs = new Set(after.mergedFrom?.filter((id) => !(own?.mergedFrom ?? []).includes(id)));
      const rest = (now.mergedFrom ?? []).filter((id) => !theirs.has(id));
      return [field, rest.length > 0 ? rest : undefined];
    }
    if (jsonEqual(now[field], after[field])) return [field, own?.[field]];
    kept.push(field);
    if (!isList(field)) return [field, now[field]];
    const rest = without(field, now[field], images);
    return [field, rest.length > 0 ? rest : undefined];
  });
  return { says: compact(Object.fromEntries(values)) as Row, kept };
}
