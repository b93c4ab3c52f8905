import { scaleLinear, scalePoint } from 'd3-scale';
import { area, line, symbol, symbolCircle, symbolDiamond, symbolSquare, symbolStar, symbolTriangle } from 'd3-shape';
import { FEW, type Point, type Series, type TrendChart } from './chart.ts';
import { describe } from './describe.ts';
import { formatPeriod, formatValue } from './format.ts';
import { across, Frame, Label, legendOf, type Look, Nothing, round, widthOf } from './parts.tsx';
import { wordsIn } from './texts.ts';

const PLOT = 180;
const AXIS = 24;
const EMPTY = 64;
const symbols = [symbolCircle, symbolSquare, symbolTriangle, symbolDiamond, symbolStar];
const pastDashes = ['5 4', '1 3', '10 4'];
const dashes = [undefined, '8 3', '2 3', '10 3 2 3', '5 5'];

/** A metric over time: band of the interval, the past dashed, line, points; a hollow point rests on few answers. */
export function Trend({ chart, look }: { chart: TrendChart; look: Look }) {
  const { theme, language } = look;
  const periods = (chart.series[0]?.points ?? []).map(({ period }) => period);
  const legend = legendOfTrend(chart, look);
  const top = (legend?.height ?? 0) + 8;
  const height = top + PLOT + AXIS;
  const known = [...chart.series, ...(chart.besides ?? [])].flatMap(({ points }) => points.filter(hasValue));
  const say = (value: number) => formatValue(language, chart.unit, value);
  const label = describe(chart, language);
  if (known.length === 0) {
    return (
      <Frame look={look} height={EMPTY} label={label}>
        <Nothing look={look} height={EMPTY}>
          {wordsIn(language).noData}
        </Nothing>
      </Frame>
    );
  }
  const y = scaleLinear(spanOf(known), [top + PLOT, top]).nice(4);
  const ticks = y.ticks(4);
  const gutter = Math.max(...ticks.map((tick) => widthOf(say(tick)))) + 8;
  const x = scalePoint(periods, [gutter + 6, look.width - 10]).padding(periods.length === 1 ? 0.5 : 0);
  const at = {
    x: (index: number) => across(look, x(periods[index] ?? '') ?? 0),
    y: (value: number) => round(y(value)),
  };
  return (
    <Frame look={look} height={height} label={label}>
      {legend?.drawn}
      {ticks.map((tick) => (
        <g key={tick}>
          <line
            x1={across(look, gutter)}
            x2={across(look, look.width)}
            y1={at.y(tick)}
            y2={at.y(tick)}
            stroke={theme.grid}
          />
          <Label look={look} x={gutter - 6} y={at.y(tick) + 4} anchor="end">
            {say(tick)}
          </Label>
        </g>
      ))}
      <Periods look={look} periods={periods} x={(index) => x(periods[index] ?? '') ?? 0} y={top + PLOT + 18} />
      {chart.series.length === 1 && <Band points={chart.series[0]?.points ?? []} at={at} fill={theme.lines[0]} />}
      {chart.besides?.map((series, i) => (
        <Line key={series.name} series={series} at={at} stroke={theme.muted} dash={pastDashes[i]} />
      ))}
      {chart.series.map((series, i) => (
        <g key={series.name}>
          <Line series={series} at={at} stroke={theme.lines[i] ?? theme.ink} dash={dashes[i]} />
          <Dots series={series} at={at} look={look} index={i} room={x.step()} />
        </g>
      ))}
    </Frame>
  );
}

type At = { x: (index: number) => number; y: (value: number) => number };
type Known = Point & { value: number };
const hasValue = (point: Point): point is Known => point.value !== null;

/** From the lowest to the highest of all that is drawn; never without extent. */
function spanOf(points: readonly Known[]): [number, number] {
  const low = Math.min(...points.map(({ value, low: bound }) => Math.min(value, bound ?? value)));
  const high = Math.max(...points.map(({ value, high: bound }) => Math.max(value, bound ?? value)));
  const room = high > low ? 0 : Math.max(1, Math.abs(high) / 10);
  return [low - room, high + room];
}

function Band({ points, at, fill }: { points: readonly Point[]; at: At; fill: string }) {
  const drawn = area<Point>()
    .defined(({ value, low, high }) => value !== null && low !== undefined && high !== undefined)
    .x((_, index) => at.x(index))
    .y0(({ low }) => at.y(low ?? 0))
    .y1(({ high }) => at.y(high ?? 0))(points);
  return drawn ? <path d={drawn} fill={fill} fillOpacity={0.15} /> : null;
}

function Line({ series, at, stroke, dash }: { series: Series; at: At; stroke: string; dash?: string | undefined }) {
  const drawn = line<Point>()
    .defined(hasValue)
    .x((_, index) => at.x(index))
    .y(({ value }) => at.y(value ?? 0))(series.points);
  return drawn ? (
    <path d={drawn} fill="none" stroke={stroke} strokeWidth={2} strokeDasharray={dash} strokeLinejoin="round" />
  ) : null;
}

type DotsProps = { series: Series; at: At; look: Look; index: number; room: number };
/** Points where they have room; where they have not, those that no line joins. */
function Dots({ series: { points }, at, look, index, room }: DotsProps) {
  const { theme } = look;
  const color = theme.lines[index] ?? theme.ink;
  const shape = symbol(symbols[index % symbols.length], index === 0 ? 36 : 44)() ?? '';
  const alone = (i: number) => (points[i - 1]?.value ?? null) === null && (points[i + 1]?.value ?? null) === null;
  return points.map((point, i) =>
    hasValue(point) && (room >= 8 || alone(i)) ? (
      <g key={point.period}>
        {index === 0 && alone(i) && point.low !== undefined && point.high !== undefined && (
          <path
            d={`M${at.x(i)},${at.y(point.low)}V${at.y(point.high)}`}
            stroke={color}
            strokeOpacity={0.4}
            strokeWidth={2}
          />
        )}
        <path
          d={shape}
          transform={`translate(${at.x(i)},${at.y(point.value)})`}
          fill={point.n < FEW ? theme.ground : color}
          stroke={color}
          strokeWidth={1.6}
        />
      </g>
    ) : null,
  );
}

type PeriodsProps = { look: Look; periods: readonly string[]; x: (index: number) => number; y: number };
/** As many periods as have room, always the last one; those at the ends are anchored inwards. */
function Periods({ look, periods, x, y }: PeriodsProps) {
  const texts = periods.map((period) => formatPeriod(look.language, period, 'short'));
  const wide = Math.max(...texts.map((text) => widthOf(text))) + 16;
  const room = Math.max(1, Math.floor((look.width - x(0)) / wide));
  const step = Math.ceil(periods.length / room);
  const last = periods.length - 1;
  return periods.map((period, i) => {
    if ((last - i) % step !== 0) return null;
    const half = widthOf(texts[i] ?? '') / 2;
    const anchor = x(i) + half > look.width ? 'end' : x(i) - half < 0 ? 'start' : 'middle';
    return (
      <Label
        key={period}
        look={look}
        x={anchor === 'end' ? look.width : anchor === 'start' ? 0 : x(i)}
        y={y}
        anchor={anchor}
      >
        {texts[i] ?? ''}
      </Label>
    );
  });
}

function legendOfTrend({ series, besides = [] }: TrendChart, look: Look) {
  if (series.length === 1 && besides.length === 0) return undefined;
  const sample = (stroke: string, dash: string | undefined, index?: number) =>
    function mark(x: number, y: number) {
      const shape = index === undefined ? undefined : symbol(symbols[index % symbols.length], 36)();
      return (
        <>
          <line
            x1={across(look, x)}
            x2={across(look, x + 20)}
            y1={y - 4}
            y2={y - 4}
            stroke={stroke}
            strokeWidth={2}
            strokeDasharray={dash}
          />
          {shape && <path d={shape} transform={`translate(${across(look, x + 10)},${y - 4})`} fill={stroke} />}
        </>
      );
    };
  return legendOf(look, [
    ...series.map(({ name }, i) => ({ name, mark: sample(look.theme.lines[i] ?? look.theme.ink, dashes[i], i) })),
    ...besides.map(({ name }, i) => ({ name, mark: sample(look.theme.muted, pastDashes[i]) })),
  ]);
}
