import type { SharesChart } from './chart.ts';
import { describe } from './describe.ts';
import { formatPeriod, formatShare } from './format.ts';
import { Box, fit, Frame, Label, legendOf, type Look, Nothing, widthOf } from './parts.tsx';
import { wordsIn } from './texts.ts';
import type { Theme } from './theme.ts';

const ROW = 30;
const GAP = 10;

/** Parts of a whole: a stacked bar per row, with the shares written in where they have room. */
export function Shares({ chart, look }: { chart: SharesChart; look: Look }) {
  const { theme, language } = look;
  const { parts, rows } = chart;
  const label = describe(chart, language);
  if (!rows.some(({ n }) => n > 0)) {
    return (
      <Frame look={look} height={ROW * 2} label={label}>
        <Nothing look={look} height={ROW * 2}>
          {wordsIn(language).noData}
        </Nothing>
      </Frame>
    );
  }
  const tones = parts.map((part, i) => toneOf(theme, part.tone, i));
  const legend = legendOf(
    look,
    parts.map(({ name }, i) => ({
      name,
      mark: (x: number, y: number) => (
        <Box look={look} x={x + 4} y={y - 11} width={14} height={14} fill={tones[i]?.fill ?? theme.ink} rounded={2} />
      ),
    })),
  );
  const texts = rows.map(({ name }) => formatPeriod(language, name, 'short'));
  const names =
    rows.length > 1 ? Math.min(look.width * 0.34, Math.max(...texts.map((text) => widthOf(text)))) + GAP : 0;
  const whole = look.width - names;
  return (
    <Frame look={look} height={legend.height + rows.length * ROW} label={label}>
      {legend.drawn}
      {rows.map(({ name, n, shares }, i) => {
        const y = legend.height + i * ROW;
        let from = names;
        return (
          <g key={name}>
            {rows.length > 1 && (
              <Label look={look} x={0} y={y + 16} color={theme.ink}>
                {fit(texts[i] ?? '', names - GAP)}
              </Label>
            )}
            {n > 0 &&
              shares.map((share, part) => {
                const width = (whole * share) / 100;
                const x = from;
                from += width;
                const text = formatShare(language, share);
                const tone = tones[part] ?? { fill: theme.ink, on: theme.ground };
                return (
                  <g key={parts[part]?.name}>
                    <Box look={look} x={x} y={y} width={width - 1} height={ROW - 8} fill={tone.fill} />
                    {width > widthOf(text) + 8 && (
                      <Label look={look} x={x + width / 2} y={y + 16} anchor="middle" color={tone.on} strong>
                        {text}
                      </Label>
                    )}
                  </g>
                );
              })}
          </g>
        );
      })}
    </Frame>
  );
}

function toneOf(theme: Theme, tone: SharesChart['parts'][number]['tone'], index: number): { fill: string; on: string } {
  if (tone === 'good') return { fill: theme.good, on: theme.onGood };
  if (tone === 'neutral') return { fill: theme.neutral, on: theme.onNeutral };
  if (tone === 'bad') return { fill: theme.bad, on: theme.onBad };
  return { fill: theme.lines[index % theme.lines.length] ?? theme.ink, on: theme.ground };
}
