import { gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { list } from '../feedback/feedback.list.ts';
import { again } from '../feedback/testing/given.ts';
import { aContext } from '../testing/context.ts';
import { useFiles } from '../testing/files.ts';
import { useQueues } from '../testing/queues.ts';
import { importFolder } from './folders.ts';
import { rollBack } from './import.ts';
import { imported } from './testing/importing.ts';
import { encrypted, sheetOf } from './testing/workbooks.ts';

useQueues();
const files = useFiles();

const mapping = [
  { column: 'id', to: 'externalId' },
  { column: 'comment', to: 'comments' },
];
const csv = { preset: 'csv', mapping };
const MB = 1024 * 1024;
const bytesOf = (content: Buffer | Uint8Array | string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.from(content as string));
const header = 'id,comment\n';
const good = Array.from({ length: 150 }, (_, at) => `${at},fine\n`).join('');
const utf16 = (text: string): Uint8Array<ArrayBuffer> => bytesOf(Buffer.from(text, 'utf16le'));
const sheet = (cells: string): string =>
  `<row r="1"><c r="A1" t="str"><v>id</v></c><c r="B1" t="str"><v>comment</v></c></row>${cells}`;

const bad: [what: string, file: Uint8Array<ArrayBuffer> | string, code: string, says: RegExp][] = [
  ['an unclosed quote', `${header}${good}150,"open\n151,fine\n`, 'unclosed_quote', /line 152/],
  ['broken quotes', `${header}${good}150,"fine" or not\n`, 'broken_quote', /line 152/],
  ['NUL bytes', `${header}${good}150,a\0b\n`, 'nul_bytes', /NUL/],
  [
    'half a character of UTF-16',
    bytesOf(Buffer.concat([utf16(`\ufeff${header}${good}`), Buffer.from([0])])),
    'broken_encoding',
    /utf-16le/,
  ],
  ['no bytes', '', 'empty_file', /empty/],
  ['a header only', header, 'no_rows', /no row/],
  ['equal headers', `id,comment,id\n1,fine,2\n`, 'equal_headers', /id/],
  ['501 columns', `${Array.from({ length: 501 }, (_, at) => `c${at}`).join(',')}\n`, 'too_many_columns', /500/],
  ['a row above 64 KB', `${header}${good}150,${'x'.repeat(70_000)}\n`, 'row_too_large', /64 KB/],
  [
    'a workbook of 50 MB',
    bytesOf(Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(50 * MB)])),
    'file_too_large',
    /20 MB/,
  ],
  ['a bomb', bytesOf(zipSync({ 'xl/workbook.xml': new Uint8Array(4 * MB) })), 'zip_bomb', /100 times/],
  ['an encrypted workbook', encrypted(sheetOf(sheet(''))), 'encrypted', /encrypted/],
  ['an .xls', bytesOf(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])), 'not_supported', /\.xlsx/],
  ['a gzip bomb', bytesOf(gzipSync(Buffer.alloc(101 * MB, 'a,b\n'))), 'file_too_large', /100 MB/],
  ['a gzip file that is cut', bytesOf(gzipSync(`${header}${good}`).subarray(0, 60)), 'broken_gzip', /gzip/],
  ['an array of JSON that is not closed', '[{"id":"1","comment":"fine"},{"id":"2"', 'broken_json', /not closed/],
];

describe('a file with', () => {
  test.each(bad)('%s is refused with a clear error, nothing half done', async (_, file, code, says) => {
    const ctx = aContext();
    const job = await imported(ctx, file, csv);
    expect(job).toMatchObject({ status: 'failed', errors: [{ code, detail: expect.stringMatching(says) }] });
    expect((await list(again(ctx), { limit: 10 })).items).toEqual([]);
    // What has written nothing has nothing to undo, and gives its place back.
    await expect(rollBack(again(ctx), { jobId: job.jobId, force: false })).rejects.toMatchObject({ code: 'conflict' });
    for (let count = 0; count < 3; count++)
      expect(await imported(ctx, `${header}1,fine\n`, { ...csv, dryRun: true })).toMatchObject({ status: 'staged' });
  });
});

describe('formula cells', () => {
  test('of a CSV file are texts as they were sent; what is told of them is guarded, what is sent back is not', async () => {
    const ctx = aContext();
    const scored = [...mapping, { column: 'nps', to: 'score', metric: 'nps', scaleMin: 0, scaleMax: 10 }];
    const file = 'id,comment,nps\n1,=1+1,9\n2,@SUM(A1),=1+1\n';
    const job = await imported(ctx, file, { preset: 'csv', mapping: scored, maxErrorShare: 1 });
    expect(job).toMatchObject({ status: 'done', created: 1, failed: 1 });
    expect((await list(again(ctx), { limit: 10 })).items).toMatchObject([{ comments: '=1+1' }]);
    const report = (name: string): Record<string, string>[] =>
      parse(files.stored.get(`${importFolder(ctx, job.jobId)}/${name}`) as Buffer, { columns: true, bom: true });
    expect(report('errors.csv')).toMatchObject([{ line: '3', code: 'not_a_number', value: "'=1+1" }]);
    expect(report('rejected.csv')).toEqual([{ id: '2', comment: '@SUM(A1)', nps: '=1+1' }]);
  });

  test('of a workbook are the values that it holds, never formulas', async () => {
    const ctx = aContext();
    const rows = sheet(
      '<row r="2"><c r="A2" t="str"><f>"a"&amp;"b"</f><v>ab</v></c><c r="B2"><f>1+1</f><v>2</v></c></row><row r="3"><c r="A3" t="str"><v>none</v></c><c r="B3"><f>HYPERLINK("http://example.com")</f></c></row>',
    );
    expect(await imported(ctx, sheetOf(rows), csv)).toMatchObject({ status: 'done', created: 2 });
    const { items } = await list(again(ctx), { limit: 10 });
    expect(new Map(items.map(({ externalId, comments }) => [externalId, comments]))).toEqual(
      new Map([
        ['ab', '2'],
        ['none', undefined],
      ]),
    );
  });
});
