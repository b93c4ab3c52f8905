import { inZone } from '../kernel/calendar.ts';
import type { Cell, Column, ColumnType } from './columns.ts';
import { columnsOf, type Resource } from './other-columns.ts';

const columnOf = (resource: Resource, name: string): Column<object> => {
  const column = (columnsOf[resource] as unknown as Record<string, Column<object>>)[name];
  if (!column) throw new Error(`${resource} have no column ${name}`);
  return column;
};

export const typeOf = (resource: Resource, name: string): ColumnType => columnOf(resource, name)[0];

type Said = { resource: Resource; columns: readonly string[]; zone?: string | undefined };

/** The cells of a record under some columns; instants on the clocks of a zone, with how far they are ahead, where one is given. */
export const cellsOf = (record: object, { resource, columns, zone }: Said): Cell[] =>
  columns.map((name) => {
    const [type, cellIn] = columnOf(resource, name);
    const cell = cellIn(record);
    return zone !== undefined && type === 'TIMESTAMP' && typeof cell === 'string' ? inZone(new Date(cell), zone) : cell;
  });
