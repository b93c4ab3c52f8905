import type { RecordKind } from '../../../../shared/record-kind.ts';
import { records } from '../../../../shared/records.ts';
import { streamEventOf, type TableChange } from '../../../../shared/testing/stream-event.ts';
import { type Item, watchTable } from '../../../../shared/testing/watch-table.ts';

/** The changes of kinds that are listed, as the stream tells what some work wrote. */
export async function changesOf(work: () => Promise<unknown>) {
  const { items } = await watchTable(work);
  const last = new Map<string, Item>();
  const changes = items.map((after): TableChange => {
    const place = `${String(after['pk'])} ${String(after['sk'])}`;
    const before = last.get(place);
    last.set(place, after);
    return { after, ...(before && { before }) };
  });
  const known = new Set<unknown>((records as readonly RecordKind[]).map(({ kind }) => kind));
  return streamEventOf(changes.filter(({ after }) => known.has(after?.['__edb_e__']))).Records;
}
