import * as z from 'zod';
import { type IdKind, idPattern, idPrefixes } from '../kernel/id-kinds.ts';

/** The id of a record of one kind, as this product makes it; what is parsed by it may be used in a key. */
export const idSchema = <K extends IdKind>(kind: K) =>
  branded<K>(
    z
      .string()
      .regex(idPattern(kind))
      .meta({ example: `${idPrefixes[kind]}_01jd3k5w8z9x7v6t5s4r3q2p1n` }),
  );

// Written out: of a kind that is not known yet, zod's own types lose the brand.
const branded = <K extends IdKind>(schema: z.ZodString) =>
  schema.brand() as unknown as z.core.$ZodBranded<z.ZodString, K>;

/** An identifier that the caller's systems own; letter case matters. */
export const OuterId = z
  .string()
  .regex(/^[\x21-\x7e]{1,128}$/, 'must be 1 to 128 printable ASCII characters without spaces');
