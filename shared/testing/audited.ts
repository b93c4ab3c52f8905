import { entryOf, record } from '../audit/audit.ts';
import type { Context } from '../kernel/context.ts';
import { RecordEvent, type TableChange } from '../kernel/events.ts';
import type { RecordKind } from '../record-kind.ts';
import { records } from '../records.ts';
import { type Item, watchTable } from './watch-table.ts';

/** Does some work and notes its changes in the audit trail, as the readers of the table's stream do. */
export async function audited<T>(ctx: Context, work: () => Promise<T>): Promise<T> {
  const { result, items } = await watchTable(work);
  for (const change of changesIn(items)) {
    const kind = (records as readonly RecordKind[]).find((one) => one.kind === (change.after as Item)['__edb_e__']);
    for (const { type, detail } of kind?.eventsOf(change) ?? [])
      if (kind?.audit.includes(type)) await record(ctx, [entryOf(RecordEvent.parse(detail), type)]);
  }
  return result;
}

/** Items that were put, each with the one that it took the place of. */
function changesIn(items: readonly Item[]): TableChange[] {
  const last = new Map<string, Item>();
  return items.map((after) => {
    const place = `${String(after['pk'])} ${String(after['sk'])}`;
    const before = last.get(place);
    last.set(place, after);
    return { before, after };
  });
}
