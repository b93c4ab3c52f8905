import type * as z from 'zod';
import type { BusEvent } from '../kernel/bus.ts';
import type { TableChange } from '../kernel/events.ts';
import { sampleOf } from './schema-walk.ts';

type Kind = {
  record: z.ZodObject;
  actions: Readonly<Record<string, unknown>>;
  eventsOf: (change: TableChange) => BusEvent[];
  /** What it comes to after them, where that tells something that no action is called by. */
  later?: readonly object[];
};

/** A sample of each event of a kind of record: a record of examples lives through all its actions. */
export function sampleEventsOf({ record, actions, eventsOf, later = [] }: Kind): BusEvent[] {
  const examples = Object.fromEntries(
    Object.entries(record.shape).map(([name, field]) => [name, sampleOf(field as z.ZodType)]),
  );
  const states = [...Object.keys(actions).map((lastAction) => ({ lastAction })), ...later];
  const lived = states.map((state, index) => ({
    ...examples,
    companyId: 'acme',
    version: index + 1,
    revision: index + 1,
    updatedAt: `2026-11-01T10:${String(index).padStart(2, '0')}:00.000Z`,
    lastActor: { kind: 'user', id: 'manager-1' },
    lastRequestId: `req-${index + 1}`,
    ...state,
  }));
  return lived.flatMap((after, index) => eventsOf({ after, before: lived[index - 1] }));
}
