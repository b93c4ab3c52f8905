import type { ReactNode } from 'react';
import { spoken } from '../texts/console.ts';
import { type Sortable, sorted } from './sort.ts';

export type SortColumn<T> = {
  id: string;
  name: string;
  cell: (row: T) => ReactNode;
  number?: boolean;
  of: (row: T) => Sortable;
};
type Props<T> = {
  caption: string;
  columns: readonly SortColumn<T>[];
  rows: readonly T[];
  keyOf: (row: T) => string;
  /** The column that rows are sorted by, with a `-` before it for the greatest first. */
  sort: string;
  onSort: (sort: string) => void;
};

/** A table that is sorted by any of its columns: of numbers the greatest first, of names the first. */
export function SortTable<T>({ caption, columns, rows, keyOf, sort, onSort }: Props<T>) {
  const down = sort.startsWith('-');
  const by = columns.find(({ id }) => id === sort.replace('-', '')) ?? columns[0];
  const shown = by ? sorted(rows, by.of, down, spoken()) : rows;
  return (
    <div className="table-room" role="region" aria-label={caption} tabIndex={0}>
      <table>
        <caption className="hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ id, name, number }) => {
              const chosen = by?.id === id;
              const next = chosen ? (down ? id : `-${id}`) : number ? `-${id}` : id;
              return (
                <th
                  key={id}
                  scope="col"
                  className={number ? 'number' : undefined}
                  aria-sort={chosen ? (down ? 'descending' : 'ascending') : undefined}
                >
                  <button type="button" onClick={() => onSort(next)}>
                    {name} {chosen && <span aria-hidden="true">{down ? '▼' : '▲'}</span>}
                  </button>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ id, cell, number }) => (
                <td key={id} className={number ? 'number' : undefined}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
