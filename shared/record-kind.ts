import type * as z from 'zod';
import type { BusEvent } from './kernel/bus.ts';
import type { TableChange } from './kernel/events.ts';
import type { Permission } from './kernel/permissions.ts';
import type { SearchText } from './kernel/search-text.ts';
import type { CountedKind } from './metrics/counted-kind.ts';

/** One kind of record with all that follows from its changes. Kinds of the record kit have this from `defineEvents`. */
export type RecordKind = {
  /** As its rows name it in `__edb_e__`. */
  kind: string;
  /** Its events by name. */
  schemas: Readonly<Record<string, z.ZodObject>>;
  /** What happened, read off a change; pure, so a change that makes it throw is quarantined. */
  eventsOf(change: TableChange): readonly BusEvent[];
  /** Who is told in the feed of changes that a record has changed; nobody by default. */
  readBy?: Permission;
  /** Names of its events that are noted in the audit trail. */
  audit: readonly string[];
  /** Texts that are found by their words, where the words are not written with the record itself. */
  searchText?: SearchText;
  /** What it adds to the numbers. */
  contribution?: CountedKind;
};
