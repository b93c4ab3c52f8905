import { Entity, type Schema } from 'electrodb';
import type { Context } from './context.ts';
import { type Db, tableName } from './table.ts';

/**
 * Binds an ElectroDB schema to a context's guarded view of the table.
 * Entities are kept per view, so a request builds each one at most once.
 */
export function entity<A extends string, F extends string, C extends string, S extends Schema<A, F, C>>(
  schema: S,
): (ctx: Pick<Context, 'db'>) => Entity<A, F, C, S> {
  const bound = new WeakMap<Db, Entity<A, F, C, S>>();
  return ({ db }) => {
    let made = bound.get(db);
    if (!made) {
      made = new Entity<A, F, C, S>(schema, {
        table: tableName(),
        client: db as unknown as NonNullable<ConstructorParameters<typeof Entity>[1]>['client'] & object,
      });
      bound.set(db, made);
    }
    return made;
  };
}
