import { expect, test } from 'vitest';
import { svgOf } from './draw.tsx';
import { paper } from './theme.ts';

test.each([3.1, 4.9])(
  'the line of the mean stands within the axis, also where all groups lie on one side of it: %s',
  (mean) => {
    const rows = [
      { name: 'day', value: 4.6, low: 4.5, high: 4.7, n: 120 },
      { name: 'night', value: 4.4, low: 4.3, high: 4.5, n: 109 },
    ];
    const svg = svgOf(
      { form: 'intervals', title: 'Customer satisfaction', unit: 'score 1–5', rows, mean },
      { theme: paper, language: 'en', width: 320 },
    );
    const lines = [...svg.matchAll(/<line x1="([\d.-]+)" x2="\1"([^>]*)>/g)];
    const [line = NaN] = lines.flatMap(([, x, more]) => (more?.includes('stroke-dasharray') ? [Number(x)] : []));
    const ticks = lines.flatMap(([, x, more]) => (more?.includes(paper.grid) ? [Number(x)] : []));
    expect(ticks.length).toBeGreaterThan(1);
    expect(line).toBeGreaterThan(Math.min(...ticks) - 0.5 * Math.abs((ticks[1] ?? 0) - (ticks[0] ?? 0)) - 1);
    expect(line).toBeLessThan(Math.max(...ticks) + 0.5 * Math.abs((ticks[1] ?? 0) - (ticks[0] ?? 0)) + 1);
  },
);
