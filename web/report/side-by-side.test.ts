import { describe, expect, test } from 'vitest';
import { layOut } from './lay-out.ts';
import { printPdf } from './pdf.ts';
import { printMail } from './print.ts';
import { sideBySide } from './side-by-side.ts';
import { aSnapshot } from './testing/a-snapshot.ts';
import { hasPoppler, poppler } from './testing/poppler.ts';

const words = (title: string, width: 'half' | 'full') => ({
  kind: 'text' as const,
  sectionId: title.toLowerCase(),
  title,
  width,
  state: 'ok' as const,
  blocks: [{ type: 'paragraph' as const, spans: [{ text: `About ${title}` }] }],
});
const halves = [
  words('Aardvark', 'half'),
  words('Badger', 'half'),
  words('Cheetah', 'half'),
  words('Dormouse', 'full'),
];
const around = { openUrl: 'https://heed.example/r/1' };

test('two halves that follow each other share a line, and one that stays alone has the whole width', () => {
  const lined = (...widths: ('half' | 'full')[]) =>
    sideBySide(widths.map((width) => ({ width }))).map((line) => line.map(({ width }) => width).join(' '));
  expect(lined('half', 'half', 'half', 'full', 'half')).toEqual(['half half', 'full', 'full', 'full']);
  expect(lined('full', 'half', 'half', 'half', 'half')).toEqual(['full', 'half half', 'half half']);
  expect(lined()).toEqual([]);
});

test('a table that cannot be read in half the width has the whole of it', () => {
  const { sections } = layOut(
    aSnapshot({ sections: aSnapshot().sections.map((section) => ({ ...section, width: 'half' as const })) }),
  );
  const widths = new Map(sections.map(({ title, width }) => [title, width]));
  expect([widths.get('Alerts'), widths.get('Goals'), widths.get('Benchmarks')]).toEqual(['full', 'full', 'full']);
  expect([...widths.values()]).toContain('half');
});

describe('halves', () => {
  test.runIf(hasPoppler)('stand beside each other in the PDF, in Arabic the first on the right', async () => {
    const lineOf = async (language: 'en' | 'ar') => {
      const { bytes } = await printPdf(aSnapshot({ language, sections: halves }));
      const lines = poppler('pdftotext', bytes, ['-layout']).split('\n');
      return lines.find((line) => line.includes('Aardvark')) ?? '';
    };
    expect(await lineOf('en')).toMatch(/Aardvark +Badger/);
    expect(await lineOf('ar')).toMatch(/Badger.*Aardvark/);
    expect(await lineOf('en')).not.toContain('Cheetah');
  });

  test.runIf(hasPoppler)('let no word of a table stand over another one', async () => {
    const { sections } = aSnapshot();
    const breakdown = sections.find((one) => one.kind === 'breakdown' && one.metric === 'csat_avg');
    if (breakdown?.kind !== 'breakdown') throw new Error('the sample has no breakdown of satisfaction');
    const { previous: compared } = breakdown.rows[0] ?? {};
    if (!compared?.before) throw new Error('the sample compares nothing');
    const nothing = { ...compared.before, value: null, n: 0 };
    const previous = { ...compared, before: nothing, verdict: null, reason: 'too_few' as const, difference: null };
    const rows = ['day', 'night'].flatMap((key, at) => {
      const { figure, adjusted } = breakdown.rows[at] ?? {};
      return figure ? [{ key, label: key, figure, adjusted, previous }] : [];
    });
    const half = { ...breakdown, by: 'team' as const, width: 'half' as const, rows };
    const { bytes } = await printPdf(aSnapshot({ sections: [half, words('Badger', 'half')] }));
    const boxes = poppler('pdftotext', bytes, ['-bbox']).matchAll(
      /<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="[\d.]+">(.*?)<\/word>/g,
    );
    const all = [...boxes].map(([, left, top, right, word]) => ({
      word: word ?? '',
      left: Number(left),
      top: Number(top),
      right: Number(right),
    }));
    const over = all.flatMap((one, at) =>
      all
        .slice(at + 1)
        .filter(
          (other) =>
            Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1 && Math.abs(one.top - other.top) < 2,
        )
        .map((other) => `${one.word} and ${other.word}`),
    );
    expect(all.length).toBeGreaterThan(20);
    expect(over).toEqual([]);
  });

  test('stand beside each other in a wide mail, in the order of their reading, and fill a phone one below the other', async () => {
    const { html, text } = await printMail(aSnapshot({ sections: halves }), around);
    const boxes = [...html.matchAll(/<div class="h" style="([^"]*)">(?:(?!class="h").)*?About (\w+)/gs)];
    expect(boxes.map(([, , title]) => title)).toEqual(['Aardvark', 'Badger']);
    for (const [, style] of boxes) expect(style).toMatch(/display:inline-block;width:100%;max-width:260px/);
    expect(html).toMatch(/@media\(max-width:600px\)\{\.h\{max-width:none!important/);
    expect(text).toMatch(/About Aardvark[^]*About Badger[^]*About Cheetah[^]*About Dormouse/);
  });
});
