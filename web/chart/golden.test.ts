import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { beforeAll, describe, expect, test } from 'vitest';
import { fontFiles, printingFile } from '../report/printing-files.ts';
import { svgOf } from './draw.tsx';
import { charts } from './testing/charts.ts';
import { paper } from './theme.ts';

const WIDTH = 560;
const GAP = 20;
/** Share of pixels from which on a difference counts. */
const SEEN = 0.0001;
const update = process.env['UPDATE_GOLDEN'] === '1';
const file = (name: string) => join(import.meta.dirname, 'golden', `${name}.png`);

let fontBuffers: Buffer[] = [];
beforeAll(async () => {
  await initWasm(printingFile('resvg.wasm'));
  fontBuffers = fontFiles.map(printingFile);
});
const draw = (svg: string) =>
  new Resvg(svg, { background: '#fff', font: { fontBuffers, defaultFontFamily: 'Noto Sans' } }).render();

/** All cases of a sheet one under the other. */
function sheet(form: string, language: 'en' | 'ar'): string {
  let y = 0;
  const drawn = (charts[form] ?? []).map((chart) => {
    const svg = svgOf(chart, { theme: paper, language, width: WIDTH });
    const placed = svg.replace('<svg ', `<svg y="${y}" `);
    y += Number(/ height="([\d.]+)"/.exec(svg)?.[1]) + GAP;
    return placed;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${y}">${drawn.join('')}</svg>`;
}

/** Share of pixels that differ visibly; 1 where the sizes do. */
function difference(one: ReturnType<typeof draw>, other: ReturnType<typeof draw>): number {
  if (one.width !== other.width || one.height !== other.height) return 1;
  const [a, b] = [one.pixels, other.pixels];
  let different = 0;
  for (let at = 0; at < a.length; at += 4) {
    if ([0, 1, 2].some((channel) => Math.abs((a[at + channel] ?? 0) - (b[at + channel] ?? 0)) > 48)) different += 1;
  }
  return different / (a.length / 4);
}

const forms = Object.keys(charts);
describe('charts look as they did when somebody looked at them', () => {
  test.each(forms.flatMap((form) => (['en', 'ar'] as const).map((language) => ({ form, language }))))(
    '$form, $language',
    ({ form, language }) => {
      const image = draw(sheet(form, language));
      const name = file(`${form}-${language}`);
      if (update) writeFileSync(name, image.asPng());
      const golden = readFileSync(name);
      expect(golden.length).toBeLessThan(40_000);
      // What draws the charts also reads the pictures: there is no other reader of PNG here.
      const kept = draw(
        `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${image.width}" height="${golden.readUInt32BE(20)}"><image width="${golden.readUInt32BE(16)}" height="${golden.readUInt32BE(20)}" xlink:href="data:image/png;base64,${golden.toString('base64')}"/></svg>`,
      );
      expect(difference(image, kept)).toBeLessThan(SEEN);
    },
  );

  test('a label more, a point less or another colour is seen', () => {
    const svg = sheet('trend', 'en');
    const image = draw(svg);
    for (const [was, is] of [
      ['Previous period', 'Another period'],
      ['fill="#ffffff"', 'fill="#0b57d0"'],
      ['stroke="#0b57d0"', 'stroke="#b34700"'],
    ] as const) {
      expect(svg).toContain(was);
      expect(difference(image, draw(svg.replaceAll(was, is)))).toBeGreaterThan(SEEN);
    }
  });
});
