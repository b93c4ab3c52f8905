import { invalid } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { openFile } from '../kernel/files.ts';
import { asText } from './as-text.ts';
import { orderShownBy } from './dates.ts';
import { uploadKey } from './folders.ts';
import type { ImportPreview, PresetName, PreviewImport } from './import.schema.ts';
import { normalised } from './presets/preset.ts';
import { presetOf, resources } from './resources.ts';
import { FileFault } from './source/fault.ts';
import { checked } from './stage.ts';
import { openSource, type Source } from './source/source.ts';
import { flat, type Row, tableOf } from './source/table.ts';
import { suggestionFor, typeOf } from './suggest.ts';

const LOOKED_AT = 200;
const SHOWN = 20;
const SAMPLES = 3;
const SAMPLE = 80;

/** Looks at the beginning of an uploaded file: its columns, what they may be, and its first rows as they would be stored. */
export async function preview(ctx: Context, { body }: { body: PreviewImport }): Promise<ImportPreview> {
  try {
    return await previewed(ctx, body);
  } catch (error) {
    if (error instanceof FileFault) throw invalid({ pointer: '#/uploadId', detail: `${error.code}: ${error.message}` });
    throw error;
  }
}

async function previewed(ctx: Context, body: PreviewImport): Promise<ImportPreview> {
  const { resource } = body;
  const name = body.preset ?? (await presetFor(resource, await sourceOf(ctx, body)));
  const preset = presetOf({ resource, preset: name });
  const { build, shownOf = (input) => ({ ...input }) } = resources[resource];
  const check = await resources[resource].check?.(ctx);
  const source = await sourceOf(ctx, body);
  const table = await tableOf(source.rows, { ...preset, isText: source.format === 'csv' });
  const { columns, headers } = table.head;
  const rows: Row[] = [];
  for await (const row of table.rows) if (rows.push(row) === LOOKED_AT) break;
  const valuesOf = (column: string): string[] =>
    rows.map(({ values }) => asText(values[column])).filter((value) => value !== '');
  const shown = [...new Set(rows.flatMap(({ values }) => Object.values(values).map(orderShownBy)))].filter(Boolean);
  const plan = {
    preset,
    options: { ...body, analysis: name === 'heed' ? ('keep' as const) : ('run' as const) },
    shownOrder: shown.length === 1 ? shown[0] : undefined,
    now: ctx.now,
  };
  const built = rows.map((row) => ({ line: row.line, built: checked(build(plan, row), check) }));
  const identities = built.flatMap(({ built: one }) => ('identity' in one ? [one.identity] : []));
  return {
    columns: columns.map((header, index) => {
      const values = valuesOf(header);
      const suggestion = suggestionFor(resource, preset, header, values);
      return {
        index,
        header,
        sample: values.slice(0, SAMPLES).map((value) => value.slice(0, SAMPLE)),
        type: typeOf(values),
        ...(suggestion && { suggestion }),
      };
    }),
    rows: built.slice(0, SHOWN).map(({ line, built: one }) => ({
      line,
      ...('input' in one && { record: shownOf(one.input) }),
      ...('skip' in one && { skipped: one.skip }),
      problems: 'problems' in one ? one.problems : [],
    })),
    preset: name,
    format: source.format,
    ...(source.encoding && { encoding: source.encoding }),
    ...(source.delimiter && { delimiter: source.delimiter }),
    headerRows: headers.length,
    duplicates: identities.length - new Set(identities).size,
    warnings: source.warnings,
  };
}

function sourceOf(ctx: Context, { uploadId }: PreviewImport): Promise<Source> {
  const opened = async () => {
    const file = await openFile(uploadKey(ctx, uploadId));
    if (!file) throw new FileFault('no_file', 'No file was uploaded under this id.');
    return file.pieces;
  };
  return openSource(opened, { isPreview: true });
}

/** Where a file comes from, by the columns that only such files have. */
async function presetFor(resource: PreviewImport['resource'], { rows, format }: Source): Promise<PresetName> {
  const names = new Set<string>();
  let looked = 0;
  for await (const { cells, record } of rows) {
    for (const name of cells?.map((cell) => String(cell ?? '')) ?? Object.keys(flat(record ?? {})))
      names.add(normalised(name));
    if (++looked === 1) break;
  }
  const found = Object.values(resources[resource].presets).find(
    ({ known }) => known.length > 0 && known.every((name) => names.has(name)),
  );
  return found?.name ?? (format === 'csv' || format === 'xlsx' ? 'csv' : 'ndjson');
}
