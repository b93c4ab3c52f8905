import type { FunnelChart } from './chart.ts';
import { describe } from './describe.ts';
import { formatCount, formatShare } from './format.ts';
import { Box, fit, Frame, Label, type Look, Nothing, widthOf } from './parts.tsx';
import { wordsIn } from './texts.ts';

const ROW = 34;
const GAP = 10;

/** Steps one under the other; each bar shows which part of the first step came so far. */
export function Funnel({ chart, look }: { chart: FunnelChart; look: Look }) {
  const { theme, language } = look;
  const { steps } = chart;
  const first = steps[0]?.value ?? 0;
  const label = describe(chart, language);
  if (first === 0) {
    return (
      <Frame look={look} height={ROW * 2} label={label}>
        <Nothing look={look} height={ROW * 2}>
          {wordsIn(language).noData}
        </Nothing>
      </Frame>
    );
  }
  const texts = steps.map(({ value }, i) =>
    i === 0
      ? formatCount(language, value)
      : `${formatCount(language, value)} · ${formatShare(language, (100 * value) / first)}`,
  );
  const names = Math.min(look.width * 0.34, Math.max(...steps.map(({ name }) => widthOf(name)))) + GAP;
  const values = Math.max(...texts.map((text) => widthOf(text))) + GAP;
  const whole = look.width - names - values;
  return (
    <Frame look={look} height={steps.length * ROW} label={label}>
      {steps.map(({ name, value }, i) => (
        <g key={name}>
          <Label look={look} x={0} y={i * ROW + 19} color={theme.ink}>
            {fit(name, names - GAP)}
          </Label>
          <Box look={look} x={names} y={i * ROW + 4} width={whole} height={22} fill={theme.grid} rounded={2} />
          <Box
            look={look}
            x={names}
            y={i * ROW + 4}
            width={value > 0 ? Math.max(1, (whole * Math.min(value, first)) / first) : 0}
            height={22}
            fill={theme.lines[0]}
            rounded={2}
          />
          <Label look={look} x={look.width} y={i * ROW + 19} anchor="end" color={theme.ink} strong>
            {texts[i] ?? ''}
          </Label>
        </g>
      ))}
    </Frame>
  );
}
