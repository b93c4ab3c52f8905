import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import type { MovedKind } from './merge.schema.ts';

type CustomerId = Id<'customer'>;
export type Move = { from: CustomerId; to: CustomerId };

/**
 * How records of one kind that name a customer are pointed at another one. All of it may be done again, and comes to the
 * same. `memo` is what brings a record back.
 */
export type MovedRecords<M extends object = object> = {
  kind: MovedKind;
  /** Ids of records that name a customer, so many at most; strongly consistent. */
  find(ctx: Context, of: CustomerId, most: number): Promise<string[]>;
  /** What must be known to bring a record back; asked for before it is moved, undefined where it does not name `from`. */
  noted(ctx: Context, id: string, move: Move): Promise<M | undefined>;
  /** Points a record at `to`; it does not name `from` any more. */
  move(ctx: Context, id: string, move: Move): Promise<void>;
  /** Points it at `from` again, where it has not been changed otherwise since. */
  back(ctx: Context, id: string, move: Move, memo: M): Promise<void>;
};
