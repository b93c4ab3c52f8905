import { zoneOffset } from '../kernel/calendar.ts';
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
    return zone !== undefined && type === 'TIMESTAMP' && typeof cell === 'string' ? inZone(cell, zone) : cell;
  });

const MINUTE = 60_000;
const two = (value: number): string => String(value).padStart(2, '0');

/** `2026-11-01T10:00:00.000Z` in Berlin is `2026-11-01T11:00:00.000+01:00`. */
export function inZone(instant: string, zone: string): string {
  const at = Date.parse(instant);
  const ahead = zoneOffset(at, zone);
  const minutes = Math.abs(ahead) / MINUTE;
  const offset = `${ahead < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  return new Date(at + ahead).toISOString().replace('Z', offset);
}
