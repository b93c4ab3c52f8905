import { describe, expect, test } from 'vitest';
import { missingGlyphs } from './glyphs.ts';
import { printPdf } from './pdf.ts';
import { fontFiles, printingFile } from './printing-files.ts';
import { aSnapshot } from './testing/a-snapshot.ts';
import { hasPoppler, poppler } from './testing/poppler.ts';

const kpi = (title: string) => ({
  kind: 'text' as const,
  sectionId: 's1',
  title,
  width: 'full' as const,
  state: 'ok' as const,
  blocks: [{ type: 'paragraph' as const, spans: [{ text: `Only for ${title}` }] }],
});

describe.runIf(hasPoppler)('the PDF of a report', () => {
  test('is tagged, has its paper, its title and all its fonts inside', async () => {
    for (const [paper, size] of [
      ['a4', '595.276 x 841.89 pts (A4)'],
      ['letter', '612 x 792 pts (letter)'],
    ] as const) {
      const { bytes, pages } = await printPdf(aSnapshot({ paper }));
      const info = poppler('pdfinfo', bytes);
      expect(info).toMatch(/Tagged:\s+yes/);
      expect(info).toMatch(/Title:\s+Weekly manager/);
      expect(info).toContain(size);
      expect(info).toMatch(new RegExp(`Pages:\\s+${pages}\\n`));
      const fonts = poppler('pdffonts', bytes).trim().split('\n').slice(2);
      expect(fonts.length).toBeGreaterThan(1);
      for (const font of fonts) expect(font).toMatch(/Noto.* yes yes yes /);
      expect(bytes.length).toBeLessThan(500_000);
    }
  });

  test('numbers its pages, and has a table of contents from four pages on', async () => {
    const long = await printPdf(aSnapshot());
    expect(long.pages).toBeGreaterThanOrEqual(4);
    const text = poppler('pdftotext', long.bytes, ['-layout']);
    expect(text).toContain(`page 2 of ${long.pages}`);
    expect(text).toMatch(/Contents\s+Key figures[ .]+/);
    const short = await printPdf(aSnapshot({ sections: aSnapshot().sections.slice(0, 1) }));
    expect(short.pages).toBeLessThan(4);
    expect(poppler('pdftotext', short.bytes)).not.toContain('Contents');
  });

  test('Company A then B on one warm renderer: no string of A in B', async () => {
    const company = { name: 'Alphacorp', brand: { accent: '#0b57d0' }, zone: 'UTC' };
    const a = await printPdf(aSnapshot({ company, sections: [kpi('Aardvark')] }));
    const b = await printPdf(aSnapshot({ company: { ...company, name: 'Betacorp' }, sections: [kpi('Badger')] }));
    expect(poppler('pdftotext', a.bytes)).toMatch(/Alphacorp[^]*Aardvark/);
    const text = poppler('pdftotext', b.bytes);
    expect(text).toMatch(/Betacorp[^]*Badger/);
    for (const { text: read } of [
      { text },
      { text: poppler('pdfinfo', b.bytes) },
      { text: Buffer.from(b.bytes).toString('latin1') },
    ]) {
      expect(read).not.toMatch(/Alphacorp|Aardvark/);
    }
  });

  test('shows at most 500 rows of a table and says where the others are', async () => {
    const [table] = aSnapshot().sections.filter((section) => section.kind === 'table');
    if (!table) throw new Error('the snapshot has a table');
    const rows = Array.from({ length: 700 }, (_, i) => ({
      key: `k${i}`,
      label: `Row ${i}.`,
      cells: table.rows[0]?.cells ?? [],
    }));
    const text = poppler('pdftotext', (await printPdf(aSnapshot({ sections: [{ ...table, rows, of: 700 }] }))).bytes);
    expect(text).toContain('Row 498.');
    expect(text).not.toContain('Row 499.');
    expect(text).toContain('Shown: 500 of 701');
  });

  test('has the words of a chart for those who do not see it', async () => {
    const { bytes } = await printPdf(aSnapshot());
    expect(poppler('pdfinfo', bytes, ['-struct'])).toMatch(/Figure/);
    expect(Buffer.from(bytes).toString('latin1').match(/\/Alt/g)?.length).toBeGreaterThanOrEqual(7);
  });

  test('is printed in Arabic from right to left', async () => {
    const { bytes, pages } = await printPdf(aSnapshot({ language: 'ar' }));
    expect(pages).toBeGreaterThanOrEqual(4);
    expect(poppler('pdfinfo', bytes)).toMatch(/Tagged:\s+yes/);
  });
});

test('two reports at once do not mix', async () => {
  const [one, two] = await Promise.all(
    ['Aardvark', 'Badger'].map((title) => printPdf(aSnapshot({ sections: [kpi(title)] }))),
  );
  const alone = await printPdf(aSnapshot({ sections: [kpi('Aardvark')] }));
  expect(Buffer.from(one?.bytes ?? []).equals(Buffer.from(alone.bytes))).toBe(true);
  expect(two?.bytes.length).toBeGreaterThan(1000);
});

describe('characters that no font has', () => {
  const fonts = fontFiles.map(printingFile);

  test('are listed once each, in the order of the text', () => {
    expect(missingGlyphs('Danke 再见 再 שלום', fonts)).toEqual(['再', '见', 'ש', 'ל', 'ו', 'ם']);
    expect(missingGlyphs('Größe ± 4,2 % – Ελλάδα Москва العملاء\u2066\n\t', fonts)).toEqual([]);
  });

  test('are told with the PDF that shows boxes for them', async () => {
    expect((await printPdf(aSnapshot())).missingGlyphs).toEqual(['再', '见']);
  });
});
