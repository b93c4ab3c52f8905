import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import type { Point, SparkChart } from './chart.ts';
import { describe } from './describe.ts';
import { across, Frame, type Look, round } from './parts.tsx';

const HEIGHT = 28;

/** A line without axes, with a point at its end, to stand beside a number. */
export function Spark({ chart, look }: { chart: SparkChart; look: Look }) {
  const { points } = chart;
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const y = scaleLinear([low, high > low ? high : low + 1], [HEIGHT - 5, 5]);
  const x = scaleLinear([0, Math.max(1, points.length - 1)], [5, look.width - 5]);
  const drawn = line<Point>()
    .defined(({ value }) => value !== null)
    .x((_, i) => across(look, x(i)))
    .y(({ value }) => round(y(value ?? low)))(points);
  const last = points.findLastIndex(({ value }) => value !== null);
  return (
    <Frame look={look} height={HEIGHT} label={describe(chart, look.language)}>
      {drawn && <path d={drawn} fill="none" stroke={look.theme.lines[0]} strokeWidth={1.6} strokeLinejoin="round" />}
      {last >= 0 && (
        <circle cx={across(look, x(last))} cy={round(y(points[last]?.value ?? low))} r={3} fill={look.theme.lines[0]} />
      )}
    </Frame>
  );
}
