/** A cell as spreadsheets and CSV hold it: not rounded, with what kind of thing it is. */
export type Cell =
  | { type: 'text'; text: string }
  | { type: 'number'; value: number; unit: string }
  | { type: 'day'; day: string }
  | { type: 'moment'; at: string }
  | null;

/** A line of a native chart: two columns of the grid, by their place. */
export type GridChart = {
  type: 'line' | 'bar' | 'column';
  title: string;
  series: readonly { column: number }[];
  rows: number;
};

/** One section as rows and columns; each row has a cell per column. */
export type Grid = {
  name: string;
  columns: readonly string[];
  rows: readonly (readonly Cell[])[];
  chart?: GridChart | undefined;
};

export const text = (of: string | undefined | null): Cell => (of ? { type: 'text', text: of } : null);
export const number = (value: number | undefined | null, unit = 'records'): Cell =>
  value === undefined || value === null ? null : { type: 'number', value, unit };
export const moment = (at: string): Cell => ({ type: 'moment', at });

/** A period of a series: the day itself, the first day of a month, or what it is called. */
export function periodCell(period: string): Cell {
  if (/^\d{4}-\d\d-\d\d$/.test(period)) return { type: 'day', day: period };
  return /^\d{4}-\d\d$/.test(period) ? { type: 'day', day: `${period}-01` } : text(period);
}

/** Without the columns that are empty in every row: most figures have neither a past nor an interval. */
export function compact(grid: Grid): Grid {
  const kept = grid.columns.flatMap((_, column) =>
    column === 0 || grid.rows.some((row) => (row[column] ?? null) !== null) ? [column] : [],
  );
  const { chart } = grid;
  return {
    ...grid,
    columns: kept.map((column) => grid.columns[column] ?? ''),
    rows: grid.rows.map((row) => kept.map((column) => row[column] ?? null)),
    ...(chart && {
      chart: {
        ...chart,
        series: chart.series.flatMap(({ column }) => {
          const at = kept.indexOf(column);
          return at > 0 ? [{ column: at }] : [];
        }),
      },
    }),
  };
}
