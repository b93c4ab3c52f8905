/** One row of the table: what was measured, what it is held against. */
export type Figure = {
  /** Number in the list of goals. */
  row: string;
  name: string;
  value: number;
  /** The anchor's own value, where the figure is a ratio. */
  anchor?: string;
  goal: number;
  /** Better is at or below the goal unless it is a throughput. */
  atLeast?: true;
  unit?: string;
  /** Counted, not timed: the same on every machine, so a run fails when the goal is missed. */
  exact: boolean;
};

export const met = ({ value, goal, atLeast }: Figure): boolean => (atLeast ? value >= goal : value <= goal);

const digits = (value: number): string => (Number.isInteger(value) ? value.toLocaleString('en') : value.toPrecision(3));

/** The figures as a Markdown table. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const goal = `${figure.atLeast ? '≥' : '≤'} ${digits(figure.goal)}`;
    const state = met(figure) ? 'yes' : 'no';
    return `| ${figure.row} | ${figure.name} | ${digits(figure.value)}${figure.unit ? ` ${figure.unit}` : ''} | ${figure.anchor ?? ''} | ${goal} | ${state} | ${figure.exact ? 'counted' : 'timed'} |`;
  });
  return ['| # | figure | result | anchor | goal | met | kind |', '|---|---|---|---|---|---|---|', ...rows].join('\n');
}
