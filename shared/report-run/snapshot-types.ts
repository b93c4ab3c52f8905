import type * as z from 'zod';
import type {
  Block as BlockSchema,
  Compared as ComparedSchema,
  Point as PointSchema,
  Verbatim as VerbatimSchema,
} from '../report/snapshot-parts.schema.ts';
import type { SnapshotSection } from '../report/snapshot-section.schema.ts';

export type Compared = z.output<typeof ComparedSchema>;
export type Point = z.output<typeof PointSchema>;
export type Verbatim = z.output<typeof VerbatimSchema>;
export type Block = z.output<typeof BlockSchema>;
export type Kind = SnapshotSection['kind'];
export type Shown<K extends Kind> = Extract<SnapshotSection, { kind: K }>;
/** What a section computes; how it came out, its title and its days are added for all alike. */
type Common = 'kind' | 'sectionId' | 'title' | 'width' | 'state' | 'reason' | 'period';
export type Data<K extends Kind> = Omit<Shown<K>, Common>;
