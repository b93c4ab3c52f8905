import type { ReactNode } from 'react';
import type { Selection } from './selection.ts';

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
  /** Rows can be chosen, where something can be done with several of them. */
  choice?: Choice<T> | undefined;
};
export type Choice<T> = Selection & {
  /** What the boxes are called: that of all rows, and that of each. */
  allName: string;
  nameOf: (row: T) => string;
};

/** Rows and columns. What opens a row is a link in its first cell; a click anywhere in the row does the same. */
export const DataTable = <T,>({ caption, columns, rows, keyOf, onOpen, openKey, choice }: Props<T>) => (
  // Scrolls by itself where it is too wide, also by the keyboard.
  <div className="table-room" role="region" aria-label={caption} tabIndex={0}>
    <table>
      <caption className="hidden">{caption}</caption>
      <thead>
        <tr>
          {choice && (
            <td className="choice">
              <Box
                name={choice.allName}
                on={choice.count === rows.length}
                some={choice.count > 0}
                onToggle={() => choice.all(choice.count < rows.length)}
              />
            </td>
          )}
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
            data-key={keyOf(row)}
            className={onOpen ? 'row' : undefined}
            aria-selected={openKey === undefined ? undefined : keyOf(row) === openKey}
            onClick={onOpen && ((event) => (event.target as Element).closest('a,button,input,.choice') ?? onOpen(row))}
          >
            {choice && (
              <td className="choice">
                <Box
                  name={choice.nameOf(row)}
                  on={choice.has(keyOf(row))}
                  onToggle={(range) => choice.toggle(keyOf(row), range)}
                />
              </td>
            )}
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

type BoxProps = { name: string; on: boolean; some?: boolean; onToggle: (range: boolean) => void };
/** With Shift all rows up to it are meant; `some` is drawn as neither on nor off. */
const Box = ({ name, on, some = false, onToggle }: BoxProps) => (
  <input
    type="checkbox"
    aria-label={name}
    checked={on}
    ref={(box) => {
      if (box) box.indeterminate = some && !on;
    }}
    onChange={({ nativeEvent }) => onToggle(nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)}
  />
);
