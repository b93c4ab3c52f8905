import type { SurveyLanguage } from '../../shared/survey-template/localized.schema.ts';
import { directionOf } from '../survey/texts/texts.ts';
import type { Theme } from './theme.ts';

/** How a chart is to be drawn; width in pixels, the height follows from what is drawn. */
export type Look = { theme: Theme; language: SurveyLanguage; width: number };

export const SMALL = 12;
export const isRtl = ({ language }: Look): boolean => directionOf(language) === 'rtl';
/** Everything is laid out from left to right; in Arabic it is mirrored as it is drawn. */
export const across = (look: Look, x: number): number => round(isRtl(look) ? look.width - x : x);
export const round = (value: number): number => Math.round(value * 10) / 10;

// There is nothing here that could measure a text; Noto Sans needs 0.55 em a character on average, and rarely 0.62.
const EM = 0.6;
export const widthOf = (text: string, size = SMALL): number => shown(text).length * EM * size;
const shown = (text: string): string => text.replace(/[\u2066-\u2069]/g, '');

/** A text that fits a width, with an ellipsis where it did not. */
export function fit(text: string, width: number, size = SMALL): string {
  const most = Math.floor(width / (EM * size));
  if (shown(text).length <= most) return text;
  const signs = Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
  return `${signs
    .slice(0, Math.max(1, most - 1))
    .join('')
    .trimEnd()}…`;
}

type Element = ReturnType<typeof Label>;
/** What is drawn in a frame; React draws it in the console, Preact everywhere else. */
type Drawn = Element | string | boolean | null | undefined | Drawn[];
type FrameProps = { look: Look; height: number; label: string; children: Drawn };
/** The picture as a whole. Never drawn with `direction="rtl"`: programs disagree about what it does to anchors. */
export const Frame = ({ look, height, label, children }: FrameProps) => (
  <svg
    xmlns="http://www.w3.org/2000/svg"
    viewBox={`0 0 ${look.width} ${round(height)}`}
    width={look.width}
    height={round(height)}
    role="img"
    aria-label={label}
    direction="ltr"
    fontFamily={look.theme.font}
    fontSize={SMALL}
  >
    {children}
  </svg>
);

// In Arabic the line runs from right to left, and what is in it as its own first letter says: names keep their brackets.
type LabelProps = {
  look: Look;
  x: number;
  y: number;
  /** Which end of the text is at x, in the direction of reading. */
  anchor?: 'start' | 'middle' | 'end';
  color?: string;
  strong?: boolean;
  children: string;
};
export const Label = ({ look, x, y, anchor = 'start', color = look.theme.muted, strong, children }: LabelProps) => (
  <text
    x={across(look, x)}
    y={round(y)}
    textAnchor={isRtl(look) && anchor !== 'middle' ? (anchor === 'start' ? 'end' : 'start') : anchor}
    fill={color}
    fontWeight={strong ? 600 : 400}
  >
    {isRtl(look) ? `\u2067\u2068${children}\u2069\u2069` : children}
  </text>
);

type BoxProps = { look: Look; x: number; y: number; width: number; height: number; fill: string; rounded?: number };
export const Box = ({ look, x, y, width, height, fill, rounded }: BoxProps) => (
  <rect
    x={round(isRtl(look) ? look.width - x - width : x)}
    y={round(y)}
    width={round(Math.max(0, width))}
    height={round(height)}
    fill={fill}
    rx={rounded}
  />
);

/** Where there is nothing to draw, the words that say so. */
export const Nothing = ({ look, height, children }: { look: Look; height: number; children: string }) => (
  <Label look={look} x={look.width / 2} y={height / 2} anchor="middle">
    {children}
  </Label>
);

type Entry = { name: string; mark: (x: number, y: number) => Drawn };
const MARK = 26;
const ENTRY_GAP = 18;
export const LEGEND_LINE = 20;

/** Names of what is drawn, in as many lines as they need; entries are placed by {@link legendOf}. */
export function legendOf(look: Look, entries: readonly Entry[]): { height: number; drawn: Drawn } {
  let x = 0;
  let line = 0;
  const drawn = entries.map(({ name, mark }) => {
    const text = fit(name, look.width - MARK - ENTRY_GAP);
    const width = MARK + widthOf(text) + ENTRY_GAP;
    if (x > 0 && x + width > look.width) [x, line] = [0, line + 1];
    const at = x;
    const y = line * LEGEND_LINE + 12;
    x += width;
    return (
      <g key={name}>
        {mark(at, y)}
        <Label look={look} x={at + MARK} y={y} color={look.theme.ink}>
          {text}
        </Label>
      </g>
    );
  });
  return { height: (line + 1) * LEGEND_LINE + 6, drawn };
}
