import { expect, test } from 'vitest';
import { svgOf } from '../chart/draw.tsx';
import { charts } from '../chart/testing/charts.ts';
import { paper } from '../chart/theme.ts';
import { pictureMaker } from './picture.ts';

const size = (png: Uint8Array) => [16, 20].map((at) => Buffer.from(png).readUInt32BE(at));

test.each(['en', 'ar'] as const)(
  'the texts of a chart are drawn, in %s: without fonts none would be, silently',
  async (language) => {
    const draw = await pictureMaker();
    const chart = charts['trend']?.[2];
    if (!chart) throw new Error('there is no such chart');
    const svg = svgOf(chart, { theme: paper, language, width: 560 });
    const png = draw(svg, 1120);
    expect(size(png)[0]).toBe(1120);
    expect(Buffer.from(png).equals(draw(svg.replace(/<text.*?<\/text>/g, ''), 1120))).toBe(false);
    // Each of them: a picture without one label is another one.
    const labels = [...svg.matchAll(/<text.*?<\/text>/g)].map(([label]) => label);
    expect(labels.length).toBeGreaterThan(8);
    expect(labels.filter((label) => Buffer.from(png).equals(draw(svg.replace(label, ''), 1120)))).toEqual([]);
  },
);
