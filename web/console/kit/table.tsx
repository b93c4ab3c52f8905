import type { ReactNode } from 'react';

export type Column<T> = {
  name: string;
  cell: (row: T) => ReactNode;
  number?: boolean;
  /** Keeps to one line. */
  line?: boolean;
};
type Props<T> = {
  /** Says what the table holds, to those who hear it. */
  caption: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  keyOf: (row: T) => string;
  onOpen?: (row: T) => void;
  openKey?: string | undefined;
};

/** Rows and columns. What opens a row is a link in its first cell; a click anywhere in the row does the same. */
export const DataTable = <T,>({ caption, columns, rows, keyOf, onOpen, openKey }: Props<T>) => (
  // Scrolls by itself where it is too wide, also by the keyboard.
  <div className="table-room" role="region" aria-label={caption} tabIndex={0}>
    <table>
      <caption className="hidden">{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ name, number }) =>
            // A column of buttons has no name, and so no heading.
            name === '' ? (
              <td key={name} />
            ) : (
              <th key={name} scope="col" className={number ? 'number' : undefined}>
                {name}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr
            key={keyOf(row)}
            className={onOpen ? 'row' : undefined}
            aria-selected={openKey === undefined ? undefined : keyOf(row) === openKey}
            onClick={onOpen && ((event) => (event.target as Element).closest('a,button,input') ?? onOpen(row))}
          >
            {columns.map(({ name, cell, number, line }) => (
              <td key={name} className={number ? 'number' : line ? 'line' : undefined}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
