import { gzipSync } from 'node:zlib';
import { XlsxStreamWriter } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { sheetOf } from '../testing/workbooks.ts';
import { openSource, type RawRow } from './source.ts';
import { tableOf } from './table.ts';

type Bytes = Uint8Array<ArrayBuffer>;
const bytesOf = (content: string | Buffer): Bytes => new Uint8Array(Buffer.from(content as string));
/** A file that comes in pieces of three bytes, so that whatever can be cut is cut. */
const inPieces = (content: string | Buffer, size = 3) => {
  const bytes = bytesOf(content);
  return async () =>
    (async function* () {
      for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
    })();
};
async function read(content: string | Buffer, size?: number) {
  const source = await openSource(inPieces(content, size));
  const rows: RawRow[] = [];
  for await (const row of source.rows) rows.push(row);
  return { ...source, rows };
}
const cells = async (content: string | Buffer) => (await read(content)).rows.map((row) => row.cells);
async function table(content: string | Buffer) {
  const source = await openSource(inPieces(content, 1_000));
  const made = await tableOf(source.rows, {
    headerRows: 1,
    nameColumns: ([row = []]) => row,
    isText: source.format === 'csv',
  });
  const rows = [];
  for await (const row of made.rows) rows.push(row);
  return { ...made.head, rows };
}
const utf16 = (text: string, mark = true): Buffer => Buffer.from(`${mark ? '\ufeff' : ''}${text}`, 'utf16le');
const faulty = (code: string) => expect.objectContaining({ name: 'FileFault', code });

describe('the encoding', () => {
  test('UTF-16LE `Größe` kept', async () => {
    for (const mark of [true, false])
      expect(await read(utf16('Name;Größe\nJürgen;groß\n', mark))).toMatchObject({
        encoding: 'utf-16le',
        delimiter: ';',
        rows: [{ cells: ['Name', 'Größe'] }, { line: 2, cells: ['Jürgen', 'groß'] }],
      });
  });

  test('is UTF-8 with or without a mark, UTF-16BE, and windows-1252 as a guess that is told', async () => {
    expect(await read('\ufeffa,ü\n1,2')).toMatchObject({
      encoding: 'utf-8',
      rows: [{ cells: ['a', 'ü'] }, {}],
      warnings: [],
    });
    const swapped = utf16('a,Größe\n1,2', false).swap16();
    expect(await read(swapped)).toMatchObject({ encoding: 'utf-16be', rows: [{ cells: ['a', 'Größe'] }, {}] });
    const old = Buffer.from('a,Gr\u00f6\u00dfe\n1,2', 'latin1');
    expect(await read(old)).toMatchObject({ encoding: 'windows-1252', rows: [{ cells: ['a', 'Größe'] }, {}] });
    expect((await read(old)).warnings).toHaveLength(1);
  });

  test('that a mark says and the rest of the file is not is refused', async () => {
    await expect(read(Buffer.concat([utf16('a,b\n1,2\n'), Buffer.from([0x41])]))).rejects.toEqual(
      faulty('broken_encoding'),
    );
    const marked = Buffer.concat([Buffer.from('\ufeffa,b\n1,'), Buffer.from([0xfc]), Buffer.from('\n')]);
    await expect(read(marked)).rejects.toEqual(faulty('broken_encoding'));
  });

  test('of a file with NUL bytes is none', async () => {
    await expect(read('a,b\n1,\0')).rejects.toEqual(faulty('nul_bytes'));
  });
});

describe('a table of text', () => {
  test.each([
    ['a,b\n1,"x;y"\n', ','],
    ['a;b\n1;"x,y,z"\n', ';'],
    ['a\tb\n1\t2\n', '\t'],
    ['a|b\n1|2\n', '|'],
    ['a\n1\n', ','],
  ])('%j is cut by what stands in its lines equally often', async (content, delimiter) => {
    expect(await read(content)).toMatchObject({ format: 'csv', delimiter });
  });

  test('keeps quotes, line breaks and the line in which a row begins', async () => {
    const { rows } = await read('id,text\n1,"two\r\nlines ""here"""\n\n2,5" screen\n');
    expect(rows).toEqual([
      { line: 1, cells: ['id', 'text'] },
      { line: 2, cells: ['1', 'two\r\nlines "here"'] },
      { line: 5, cells: ['2', '5" screen'] },
    ]);
  });

  test('an unclosed quote is told with the line in which it opens', async () => {
    await expect(read('a,b\n1,"open\n2,x\n3,y\n')).rejects.toMatchObject({
      code: 'unclosed_quote',
      message: expect.stringContaining('line 2'),
    });
    const long = `a,b\n1,"open\n${'2,x\n'.repeat(20_000)}`;
    await expect(read(long, 1_000)).rejects.toMatchObject({
      code: 'unclosed_quote',
      message: expect.stringContaining('line 2'),
    });
    await expect(read('a,b\n1,"open\n2,"next"\n')).rejects.toMatchObject({
      code: 'broken_quote',
      message: expect.stringContaining('line 2'),
    });
  });

  test('a row above 64 KB is refused with its line', async () => {
    await expect(read(`a,b\n1,${'x'.repeat(70_000)}\n`, 1_000)).rejects.toMatchObject({ code: 'row_too_large' });
  });

  test('equal headers, 501 columns, a header only and an empty file are refused', async () => {
    await expect(table('a,b,a\n1,2,3\n')).rejects.toEqual(faulty('equal_headers'));
    const wide = Array.from({ length: 501 }, (_, at) => `c${at}`).join(',');
    await expect(table(`${wide}\n`)).rejects.toEqual(faulty('too_many_columns'));
    await expect(table('a,b\n')).rejects.toEqual(faulty('no_rows'));
    for (const empty of ['', ' \n ']) await expect(read(empty)).rejects.toEqual(faulty('empty_file'));
  });

  test('of more than 500 000 rows is refused', async () => {
    await expect(read('a\n'.repeat(500_004), 65_536)).rejects.toEqual(faulty('too_many_rows'));
  });

  test('a short row is told by its line, and the others are read', async () => {
    const { rows } = await table('a,b\n1,2\n3\n4,5,6\n7,8\n');
    expect(rows.map(({ line, fault }) => [line, fault?.code])).toEqual([
      [2, undefined],
      [3, 'wrong_width'],
      [4, 'wrong_width'],
      [5, undefined],
    ]);
  });
});

describe('JSON', () => {
  const objects = [
    { id: 1, text: 'a "quoted" [text], {too}' },
    { id: 2, inner: { name: 'ü\\' } },
  ];
  test('as lines, as an array and gzipped is read object by object', async () => {
    const lines = objects.map((one) => JSON.stringify(one)).join('\n');
    expect(await read(lines)).toMatchObject({ format: 'ndjson', rows: objects.map((record) => ({ record })) });
    expect(await read(JSON.stringify(objects, undefined, 2))).toMatchObject({
      format: 'json',
      rows: [
        { line: 1, record: objects[0] },
        { line: 2, record: objects[1] },
      ],
    });
    expect(await read(gzipSync(lines))).toMatchObject({
      format: 'ndjson',
      rows: objects.map((record) => ({ record })),
    });
  });

  test('a broken line spoils no other, an array that is not closed is refused', async () => {
    const { rows } = await read('{"id":1}\n{"id":\n[1]\n{"id":4}\n');
    expect(rows.map(({ line, fault }) => [line, fault])).toEqual([
      [1, undefined],
      [2, 'is not valid JSON'],
      [3, 'is no JSON object'],
      [4, undefined],
    ]);
    await expect(read('[{"id":1},{"id":2}')).rejects.toEqual(faulty('broken_json'));
    await expect(read('[{"id":1}] x')).rejects.toEqual(faulty('broken_json'));
  });

  test('fields inside of objects have dotted names', async () => {
    const { columns, rows } = await table('{"id":1,"person":{"email":"a@b.de"},"tags":["x"]}\n');
    expect(columns).toEqual(['id', 'person.email', 'tags']);
    expect(rows[0]?.values).toEqual({ id: 1, 'person.email': 'a@b.de', tags: ['x'] });
  });
});

async function workbook(rows: (string | number | boolean | Date | null)[][]): Promise<Buffer> {
  const writer = new XlsxStreamWriter({ name: 'Sheet' });
  for (const row of rows) writer.addRow(row);
  return Buffer.from(await writer.finish());
}

describe('a workbook', () => {
  test('is read as its first sheet with numbers, texts and dates', async () => {
    const file = await workbook([
      ['id', 'score', 'at', 'text'],
      ['a', 9, new Date(Date.UTC(2026, 2, 4, 10, 30)), 'Größe'],
      ['b', 3, null, null],
    ]);
    expect(await cells(file)).toEqual([
      ['id', 'score', 'at', 'text'],
      ['a', 9, '2026-03-04T10:30:00', 'Größe'],
      ['b', 3],
    ]);
  });

  test('has days counted from 1900 or from 1904, and of merged cells the first alone says what stands there', async () => {
    const rows =
      '<row r="1"><c r="A1" t="str"><v>at</v></c><c r="B1" t="str"><v>text</v></c></row><row r="2"><c r="A2" s="1"><v>40000</v></c><c r="B2" t="str"><v>both</v></c></row><row r="3"><c r="A3" s="1"><v>40001</v></c></row>';
    const after = '<mergeCells count="1"><mergeCell ref="B2:B3"/></mergeCells>';
    const told = (date1904: boolean) => cells(Buffer.from(sheetOf(rows, { date1904, after })));
    expect(await told(false)).toEqual([['at', 'text'], ['2009-07-06', 'both'], ['2009-07-07']]);
    expect(await told(true)).toEqual([['at', 'text'], ['2013-07-07', 'both'], ['2013-07-08']]);
  });

  test('of more than 100 000 rows is refused', async () => {
    const rows = Array.from(
      { length: 100_001 },
      (_, at) => `<row r="${at + 1}"><c r="A${at + 1}"><v>${at}</v></c></row>`,
    );
    await expect(read(Buffer.from(sheetOf(rows.join(''))), 65_536)).rejects.toEqual(faulty('too_many_rows'));
  });

  test('that is old, encrypted, no workbook or too large is refused', async () => {
    await expect(read(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]))).rejects.toEqual(faulty('not_supported'));
    await expect(read(Buffer.from('PK\u0003\u0004 nothing'))).rejects.toEqual(faulty('broken_xlsx'));
    const large = Buffer.concat([Buffer.from('PK'), Buffer.alloc(50 * 1024 * 1024)]);
    await expect(read(large, 1024 * 1024)).rejects.toEqual(faulty('file_too_large'));
  });

  test('that unpacks to more than its packing allows is refused before it is unpacked', async () => {
    const { zipSync } = await import('fflate');
    const file = Buffer.from(zipSync({ 'xl/workbook.xml': new Uint8Array(4 * 1024 * 1024) }));
    await expect(read(file, 1_000)).rejects.toEqual(faulty('zip_bomb'));
    // The same with a size in its directory that is a lie.
    const lying = Buffer.from(file);
    const directory = lying.indexOf(Buffer.from('PK\u0001\u0002'));
    lying.writeUInt32LE(1_000, directory + 24);
    await expect(read(lying, 1_000)).rejects.toEqual(faulty('zip_bomb'));
    const many = Buffer.from(
      zipSync(Object.fromEntries(Array.from({ length: 201 }, (_, at) => [`f${at}`, new Uint8Array(1)]))),
    );
    await expect(read(many, 1_000)).rejects.toEqual(faulty('zip_bomb'));
  });
});
