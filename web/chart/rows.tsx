import { scaleLinear } from 'd3-scale';
import { type BarsChart, FEW, type IntervalsChart, type Row } from './chart.ts';
import { describe } from './describe.ts';
import { formatGap, formatValue } from './format.ts';
import { across, Box, fit, Frame, Label, type Look, Nothing, round, widthOf } from './parts.tsx';
import { wordsIn } from './texts.ts';

const ROW = 26;
const AXIS = 22;
const GAP = 10;

/** Where the bars of a unit begin: a scale of 1–5 has no zero. */
const baseOf = ({ unit, ...chart }: BarsChart | IntervalsChart): number =>
  unit.startsWith('score 1') && !('changes' in chart && chart.changes) ? 1 : 0;

/** Groups as bars, or as points with the bounds of their interval, one under the other; hollow where answers are few. */
export function Rows({ chart, look }: { chart: BarsChart | IntervalsChart; look: Look }) {
  const { theme, language } = look;
  const { rows } = chart;
  const label = describe(chart, language);
  const known = rows.filter((row): row is Row & { value: number } => row.value !== null);
  const signed = chart.form === 'intervals' && chart.changes;
  const say = (value: number | null) => (signed ? formatGap : formatValue)(language, chart.unit, value);
  if (known.length === 0) {
    return (
      <Frame look={look} height={ROW * 2} label={label}>
        <Nothing look={look} height={ROW * 2}>
          {wordsIn(language).noData}
        </Nothing>
      </Frame>
    );
  }
  const names = Math.min(look.width * 0.34, Math.max(...rows.map(({ name }) => widthOf(name))) + 2);
  const values = Math.max(...rows.map(({ value }) => widthOf(say(value))));
  const [from, to] = [names + GAP, look.width - values - GAP];
  const x = scaleLinear(spanOf(chart, known), [from, to]).nice(4);
  const bottom = rows.length * ROW;
  const ticks = x.ticks(Math.max(2, Math.floor((to - from) / 90)));
  const mean = chart.form === 'intervals' ? chart.mean : undefined;
  const apart = chart.form === 'intervals' ? (chart.apart ?? 0) : 0;
  const upright = (value: number, stroke: string, dash?: string) => (
    <line
      x1={across(look, x(value))}
      x2={across(look, x(value))}
      y1={0}
      y2={bottom + 4}
      stroke={stroke}
      strokeDasharray={dash}
    />
  );
  return (
    <Frame look={look} height={bottom + AXIS + (mean === undefined ? 0 : 16)} label={label}>
      {ticks.map((tick) => (
        <g key={tick}>
          {upright(tick, theme.grid)}
          <Label look={look} x={x(tick)} y={bottom + 17} anchor="middle">
            {say(tick)}
          </Label>
        </g>
      ))}
      {signed && upright(0, theme.ink)}
      {apart > 0 && apart < rows.length && (
        <line x1={0} x2={look.width} y1={apart * ROW} y2={apart * ROW} stroke={theme.muted} />
      )}
      {mean !== undefined && (
        <>
          {upright(mean, theme.ink, '4 3')}
          <Label look={look} x={x(mean)} y={bottom + AXIS + 10} anchor="middle" color={theme.ink}>
            {wordsIn(language).mean.replace('{value}', say(mean))}
          </Label>
        </>
      )}
      {rows.map((row, i) => (
        <g key={row.name}>
          <Label look={look} x={0} y={i * ROW + 17} color={theme.ink}>
            {fit(row.name, names)}
          </Label>
          {row.value !== null &&
            (chart.form === 'bars' ? (
              <Bar look={look} row={row} y={i * ROW + 5} x={x} base={baseOf(chart)} />
            ) : (
              <Interval look={look} row={row} y={i * ROW + 13} x={x} />
            ))}
          <Label look={look} x={look.width} y={i * ROW + 17} anchor="end" color={theme.ink} strong>
            {say(row.value)}
          </Label>
        </g>
      ))}
    </Frame>
  );
}

function spanOf(chart: BarsChart | IntervalsChart, rows: readonly (Row & { value: number })[]): [number, number] {
  const ends = rows.flatMap(({ value, low, high }) =>
    chart.form === 'bars' ? [value] : [value, low ?? value, high ?? value],
  );
  // Few of many groups can all lie on one side of the mean of all.
  const base =
    chart.form === 'bars' ? [baseOf(chart)] : chart.changes ? [0] : chart.mean === undefined ? [] : [chart.mean];
  const [low, high] = [Math.min(...ends, ...base), Math.max(...ends, ...base)];
  return high > low ? [low, high] : [low - (chart.form === 'bars' ? 0 : 1), high + 1];
}

type DrawnRow = { look: Look; row: Row; y: number; x: (value: number) => number };

function Bar({ look, row: { value, n }, y, x, base }: DrawnRow & { base: number }) {
  const [from, to] = [x(base), x(value ?? base)].sort((a, b) => a - b) as [number, number];
  const color = look.theme.lines[0];
  if (n >= FEW)
    return <Box look={look} x={from} y={y} width={Math.max(1, to - from)} height={16} fill={color} rounded={2} />;
  return (
    <rect
      x={round(Math.min(across(look, from), across(look, to)) + 0.8)}
      y={y + 0.8}
      width={round(Math.max(1, to - from - 1.6))}
      height={14.4}
      rx={2}
      fill={look.theme.ground}
      stroke={color}
      strokeWidth={1.6}
    />
  );
}

function Interval({ look, row: { value, n, low, high }, y, x }: DrawnRow) {
  const color = look.theme.lines[0];
  return (
    <>
      {low !== undefined && high !== undefined && (
        <path
          d={`M${across(look, x(low))},${y - 4}v8m0,-4H${across(look, x(high))}m0,-4v8`}
          stroke={color}
          strokeWidth={1.6}
          fill="none"
        />
      )}
      <circle
        cx={across(look, x(value ?? 0))}
        cy={y}
        r={4.5}
        fill={n < FEW ? look.theme.ground : color}
        stroke={color}
        strokeWidth={1.6}
      />
    </>
  );
}
