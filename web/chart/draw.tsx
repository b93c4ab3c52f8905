import { renderToString } from 'preact-render-to-string';
import type { Chart } from './chart.ts';
import type { Look } from './parts.tsx';
import { Picture } from './picture.tsx';

/** A chart as an SVG document. */
export const svgOf = (chart: Chart, look: Look): string => renderToString(<Picture chart={chart} look={look} />);
