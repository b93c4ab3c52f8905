import type { SurveyLanguage } from '../../shared/survey-template/localized.schema.ts';
import type { Chart } from '../chart/chart.ts';
import { svgOf } from '../chart/draw.tsx';
import { paper } from '../chart/theme.ts';

/** Narrower than it is shown: on a phone the picture is half as wide, and its labels are still to be read. */
const DRAWN = { full: 420, half: 290 } as const;
const PADDING = 14;

/**
 * A chart as it goes into a mail: on white with a border of its own, because programs that turn mails dark turn all but
 * pictures.
 */
export function mailSvg(chart: Chart, language: SurveyLanguage, size: keyof typeof DRAWN): string {
  const drawn = DRAWN[size];
  const svg = svgOf(chart, { theme: paper, language, width: drawn });
  const height = Number(/ height="([\d.]+)"/.exec(svg)?.[1]);
  const [width, tall] = [drawn + 2 * PADDING, height + 2 * PADDING];
  const placed = svg.replace('<svg ', `<svg x="${PADDING}" y="${PADDING}" `);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${tall}" viewBox="0 0 ${width} ${tall}"><rect width="100%" height="100%" fill="#fff"/>${placed}</svg>`;
}
