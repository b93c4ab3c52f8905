import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import { readXlsx } from 'hucre/xlsx';
import { beforeAll, describe, expect, test } from 'vitest';
import { formatValue, formatWithMargin } from '../chart/format.ts';
import type { Printed, PrintedMail } from '../../shared/report-run/printers.ts';
import { print, printMail, printPage } from './print.ts';
import { aSnapshot } from './testing/a-snapshot.ts';
import { figuresOf, pointsOf, type Shown } from './testing/figures-of.ts';
import { hasPoppler, poppler } from './testing/poppler.ts';

const around = { openUrl: 'https://heed.example/r/1' };
const snapshot = aSnapshot();
const figures = figuresOf(snapshot);
const all = [...figures, ...pointsOf(snapshot)];

/** As people read it: one space between words, no marks of direction. */
const plain = (text: string): string =>
  text
    .replace(/<[^>]*>/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/[\u2066-\u2069\u200e\u200f]/g, '')
    .replace(/\s+/g, ' ');
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** Those whose printed form stands nowhere in a text as a number of its own. */
const missingIn = (text: string, of: readonly Shown[]): string[] =>
  of
    .map(({ unit, value, marginOfError }) => plain(formatWithMargin('en', unit, value, marginOfError)))
    .filter((printed) => !new RegExp(`(?<![\\d.,−])${escaped(printed)}(?![\\d.,]*\\d)`).test(text));

const columnsOf = (csv: Uint8Array | undefined) =>
  parse(Buffer.from(csv ?? ''), { bom: true, relax_column_count: false }) as string[][];

let mail: PrintedMail;
let files: Record<'pdf' | 'xlsx' | 'csv', Printed>;
let csvFiles: Record<string, Uint8Array>;
let workbook: Awaited<ReturnType<typeof readXlsx>>;
beforeAll(async () => {
  mail = await printMail(snapshot, around);
  files = {
    pdf: await print(snapshot, 'pdf'),
    xlsx: await print(snapshot, 'xlsx'),
    csv: await print(snapshot, 'csv'),
  };
  csvFiles = unzipSync(files.csv.bytes);
  workbook = await readXlsx(files.xlsx.bytes);
}, 180_000);

describe('Same run: equal figures in four outputs', () => {
  test('the snapshot has something to compare', () => {
    expect(figures.length).toBeGreaterThan(60);
    expect(all.length - figures.length).toBeGreaterThan(60);
  });

  test('the mail shows each at its printed precision, in its HTML and in its text', () => {
    expect(missingIn(plain(mail.html), all)).toEqual([]);
    expect(missingIn(plain(mail.text), all)).toEqual([]);
  });

  test.runIf(hasPoppler)('the PDF shows each at its printed precision', () => {
    const text = plain(poppler('pdftotext', files.pdf.bytes, ['-layout']));
    expect(missingIn(text, all)).toEqual([]);
  });

  test('the workbook has each as a number, at full precision', () => {
    const numbers = new Set(
      workbook.sheets.flatMap(({ rows }) => rows.flat()).filter((cell) => typeof cell === 'number'),
    );
    expect(all.filter(({ value }) => !numbers.has(value))).toEqual([]);
    expect(
      figures.flatMap(({ marginOfError }) => marginOfError ?? []).filter((margin) => !numbers.has(margin)),
    ).toEqual([]);
  });

  test('the CSV files have each at full precision', () => {
    const cells = new Set(Object.values(csvFiles).flatMap((file) => columnsOf(file).flat()));
    expect(all.filter(({ value }) => !cells.has(String(value)))).toEqual([]);
  });

  test('a figure that one printer left out, or wrote otherwise, is found', () => {
    const changed = { unit: 'score 1–5', value: 1.2345 };
    expect(missingIn(plain(mail.html), [changed])).toEqual([formatValue('en', 'score 1–5', 1.2345)]);
  });
});

describe('what people wrote', () => {
  test('is text in a mail, never markup', () => {
    expect(mail.html).not.toMatch(/<script|<b>Hacker/);
    expect(mail.html).toContain('&lt;script>alert(1)&lt;/script>');
  });

  test.runIf(hasPoppler)('is text in the PDF, never a command of its template', () => {
    const text = poppler('pdftotext', files.pdf.bytes, ['-layout']);
    expect(text).toContain('#strong[x] $y$ <script>alert(1)</script>');
    expect(text).toContain('The *driver* was kind');
    expect(text).toContain('#let x = 1');
  });

  test('is no formula in CSV, and untouched in the workbook', () => {
    const cells = Object.values(csvFiles).flatMap((file) => columnsOf(file).flat());
    expect(cells).toContain("'=1+1");
    expect(cells.filter((cell) => /^[=+@\t\r]|^-\D/.test(cell))).toEqual([]);
    expect(cells).toContain('-0.2506');
    expect(workbook.sheets.flatMap(({ rows }) => rows.flat())).toContain('=1+1');
  });
});

describe('the mail of a report', () => {
  test('is small enough for every mail program, with at most six pictures that are all used', () => {
    expect(Buffer.byteLength(mail.html)).toBeLessThanOrEqual(90_000);
    expect(mail.pictures).toHaveLength(6);
    const named = [...mail.html.matchAll(/src="cid:([^"]+)"/g)].map(([, id]) => id);
    expect(named).toEqual(mail.pictures.map(({ contentId }) => contentId));
    const bytes = mail.pictures.reduce(
      (sum, picture) => sum + picture.bytes.length,
      Buffer.byteLength(mail.html + mail.text),
    );
    expect(bytes).toBeLessThan(1_000_000);
  });

  test('has words for each picture', () => {
    for (const [, alt] of mail.html.matchAll(/<img[^>]* alt="([^"]*)"/g)) expect(alt).toMatch(/\d|no answers/i);
  });

  test('says what is attached, what has to be fetched and what could not be printed', async () => {
    const { html, text } = await printMail(snapshot, {
      ...around,
      unsubscribeUrl: 'https://heed.example/u/1',
      attached: ['CSV'],
      toFetch: [{ name: 'Excel, 12 MB', url: 'https://heed.example/f/1' }],
      missing: ['PDF'],
    });
    for (const part of [html, text]) {
      expect(part).toContain('Attached: CSV');
      expect(part).toContain('https://heed.example/f/1');
      expect(part).toContain('Could not be printed and is missing: PDF');
      expect(part).toContain('https://heed.example/u/1');
    }
  });

  test('has a subject of one line, marked and at most 120 characters', async () => {
    expect(mail.subject).toMatch(/^\[Late\] Weekly manager · November 23\s–\s29, 2026 · Net Promoter Score 37\.6/);
    const run = {
      ...snapshot.run,
      late: undefined,
      trigger: 'test' as const,
      title: `Weekly\r\nBcc: x ${'long '.repeat(40)}`,
    };
    const { subject } = await printMail({ ...snapshot, run }, around);
    expect(subject).toMatch(/^\[Test\] Weekly Bcc: x long/);
    expect(subject).not.toMatch(/[\r\n]/);
    expect(subject.length).toBeLessThanOrEqual(120);
  });

  test('stays within its size with 50 long comments and tables of 500 rows, and its text part still has all', async () => {
    const [table] = snapshot.sections.filter((section) => section.kind === 'table');
    const [verbatims] = snapshot.sections.filter((section) => section.kind === 'verbatims');
    if (!table || !verbatims) throw new Error('the snapshot has both');
    const rows = Array.from({ length: 500 }, (_, i) => ({
      key: `k${i}`,
      label: `Row ${i}`,
      cells: table.rows[0]?.cells ?? [],
    }));
    const items = Array.from({ length: 50 }, () => ({
      feedbackId: 'fb_1',
      at: '2026-11-29T18:04:00.000Z',
      text: 'ü😀'.repeat(900),
      scores: [],
    }));
    const sections = Array.from({ length: 30 }, (_, i) =>
      i % 2 ? { ...table, sectionId: `t${i}`, rows, of: 500 } : { ...verbatims, sectionId: `v${i}`, items, of: 50 },
    );
    const { html, text } = await printMail({ ...snapshot, sections }, around);
    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(90_000);
    expect(html).toContain('Shown: 3 of 501');
    expect(html).not.toContain('\ufffd');
    expect(text).toContain('Row 499');
  });
});

describe('the workbook', () => {
  test('begins with what it is about, and names each sheet as Excel allows, once', () => {
    const names = workbook.sheets.map(({ name }) => name);
    expect(names[0]).toBe('About');
    for (const name of names) expect(name).toMatch(/^[^[\]:*?/\\]{1,31}$/);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
    expect(workbook.sheets[0]?.rows.flat().join(' ')).toContain('100·(P − D)/n over NPS answers');
  });

  test('has dates as dates, empty cells where nothing was answered, and why', () => {
    const trend = workbook.sheets.find(({ name }) => name.startsWith('Customer satisfaction (mean)'));
    const days = workbook.sheets.flatMap(({ rows }) => rows.flat()).filter((cell) => cell instanceof Date);
    expect(trend).toBeDefined();
    expect(days.map((day) => day.toISOString())).toContain('2026-11-02T00:00:00.000Z');
    const effort = workbook.sheets
      .slice(1)
      .flatMap(({ rows }) => rows)
      .find(([name]) => name === 'Customer effort (mean)');
    expect(effort?.[1] ?? null).toBeNull();
    expect(effort).toContain('not enough answers');
  });

  test('freezes its headers, has native charts, and runs from right to left in Arabic', async () => {
    const arabic = await print(aSnapshot({ language: 'ar' }), 'xlsx');
    const parts = unzipSync(arabic.bytes);
    const sheets = Object.entries(parts).filter(([name]) => /worksheets\/sheet\d+\.xml$/.test(name));
    expect(sheets.length).toBe(workbook.sheets.length);
    for (const [, xml] of sheets) {
      expect(Buffer.from(xml).toString()).toContain('rightToLeft="1"');
      expect(Buffer.from(xml).toString()).toContain('state="frozen"');
    }
    expect(Object.keys(parts).filter((name) => /charts\/chart\d+\.xml$/.test(name)).length).toBeGreaterThan(4);
  });
});

describe('the CSV files', () => {
  test('are figures in long form, and lists in files of their own', () => {
    expect(files.csv).toMatchObject({
      contentType: 'application/zip',
      fileName: 'weekly-manager-2026-11-23-2026-11-29.zip',
    });
    expect(Object.keys(csvFiles)).toEqual([
      'figures.csv',
      '6-table.csv',
      '7-verbatims.csv',
      '10-alerts.csv',
      '11-follow-ups.csv',
      '12-drivers.csv',
      '13-goals.csv',
      '14-benchmark.csv',
      '15-scorecard.csv',
    ]);
    const [head, first] = columnsOf(csvFiles['figures.csv']);
    expect(head?.join()).toBe('section,metric,period,key,value,n,margin_of_error,low,high,excluded,verdict');
    expect(first?.slice(0, 6)).toEqual([
      'Key figures',
      'nps',
      '2026-11-23..2026-11-29',
      '',
      '37.61904761904762',
      '420',
    ]);
  });

  test('begin with a byte order mark, end lines with CR LF, and tell times in the company’s zone', () => {
    for (const file of Object.values(csvFiles)) {
      expect(Buffer.from(file.slice(0, 3)).toString('hex')).toBe('efbbbf');
      expect(Buffer.from(file).toString()).toMatch(/\r\n$/);
    }
    expect(columnsOf(csvFiles['7-verbatims.csv'])[1]?.[0]).toBe('2026-11-29T19:04:00+01:00');
  });

  test('are one file where there is no list', async () => {
    const csv = await print(aSnapshot({ sections: snapshot.sections.slice(0, 2) }), 'csv');
    expect(csv).toMatchObject({
      contentType: 'text/csv; charset=utf-8',
      fileName: 'weekly-manager-2026-11-23-2026-11-29.csv',
    });
    expect(Buffer.from(csv.bytes).toString()).toContain('Key figures,nps,');
  });
});

test.each(['html', 'csv', 'pdf', 'xlsx'] as const)('printing a snapshot again gives the same %s', async (format) => {
  const printed = async () =>
    Buffer.from(format === 'html' ? await printPage(snapshot, around) : (await print(snapshot, format)).bytes);
  const one = await printed();
  // Files tell times in whole seconds, zips in two.
  await new Promise((done) => setTimeout(done, 2_100));
  expect(one.equals(await printed())).toBe(true);
});
