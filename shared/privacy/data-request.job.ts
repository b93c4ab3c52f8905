import * as z from 'zod';
import { csvOf } from '../export/csv.ts';
import { KEPT_DAYS } from '../export/folders.ts';
import { Problem } from '../http/problem.ts';
import { defineJob, type Part } from '../job/define.ts';
import { visible } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { putFile } from '../kernel/files.ts';
import type { Person } from '../kernel/personal.ts';
import { completed } from './complete.ts';
import { DataRequestId, type StoredDataRequest } from './data-request.schema.ts';
import { withoutSubject } from './data-request.personal.ts';
import { dataRequests } from './data-request.store.ts';
import { normalised } from './earlier.ts';
import { folderOfRequest } from './folder.ts';
import { personalKinds } from './kinds.ts';
import { eraseFiles } from './person-files.ts';
import { personOf } from './person.ts';

/** A part takes ten seconds at most. */
const PART_MS = 8_000;
const DAY_MS = 86_400_000;

const Input = z.object({ requestId: DataRequestId });
/** How far an erasure is: files first, by their key, then one kind of record after another. */
const Place = z.object({ step: z.int(), after: z.string().optional(), counts: z.record(z.string(), z.int()) });
type Place = z.output<typeof Place>;

/** Takes the person out of the next thing that holds them. */
async function eraseNext(ctx: Context, person: Person, { step, after, counts }: Place): Promise<Place> {
  if (step === 0) {
    const { removed, after: next } = await eraseFiles(ctx, person, { after, until: Date.now() + PART_MS });
    const counted = { ...counts, file: (counts['file'] ?? 0) + removed };
    return next === undefined ? { step: 1, counts: counted } : { step, after: next, counts: counted };
  }
  const kind = personalKinds[step - 1];
  if (!kind) return { step: step + 1, counts };
  const n = await kind.erase(ctx, person);
  return { step: step + 1, counts: n > 0 ? { ...counts, [kind.kind]: (counts[kind.kind] ?? 0) + n } : counts };
}

/** All that is held of a person by its kind; kinds that hold nothing are there, so that nobody has to wonder. */
export async function heldOf(ctx: Context, person: Person): Promise<Record<string, readonly object[]>> {
  const sections: Record<string, readonly object[]> = {};
  for (const kind of personalKinds) sections[kind.kind] = await kind.heldOf(ctx, person);
  return sections;
}

/** A line for each field of each record: what no table of its own would hold. */
const linesOf = (sections: Record<string, readonly object[]>) =>
  Object.entries(sections).flatMap(([section, records]) =>
    records.flatMap((record, at) =>
      Object.entries(record)
        .filter(([, value]) => value !== undefined)
        .map(([field, value]) => [section, at + 1, field, typeof value === 'string' ? value : JSON.stringify(value)]),
    ),
  );

/** Writes all that is held of a person as JSON and as CSV. */
async function writeFiles(ctx: Context, request: StoredDataRequest, person: Person): Promise<void> {
  const sections = await heldOf(ctx, person);
  const folder = folderOfRequest(ctx, request.requestId);
  const json = JSON.stringify({ requestId: request.requestId, at: ctx.now.toISOString(), sections }, undefined, 2);
  const csv = csvOf(['section', 'record', 'field', 'value'], linesOf(sections), true);
  const files = [
    { name: 'data.json', text: json },
    { name: 'data.csv', text: csv },
  ];
  for (const { name, text } of files) await putFile(`${folder}/${name}`, text);
  await completed(ctx, request, {
    completedAt: ctx.now.toISOString(),
    counts: Object.fromEntries(Object.entries(sections).map(([kind, records]) => [kind, records.length])),
    files: files.map(({ name, text }) => ({ name, bytes: Buffer.byteLength(text) })),
    filesUntil: new Date(ctx.now.getTime() + KEPT_DAYS * DAY_MS).toISOString(),
  });
}

/** Does what a request asks for that takes its time. A request that has ended meanwhile is left alone. */
export const dataRequestJob = defineJob({
  kind: 'dataRequest',
  input: Input,
  checkpoint: Place,
  async part(ctx, _, { requestId }, from = { step: 0, counts: {} }): Promise<Part<Place>> {
    const request = normalised(await visible(ctx, dataRequests, requestId));
    if (request.status === 'completed' || request.status === 'rejected') return {};
    if (request.type === 'erasure' && request.legalHold)
      throw new Problem('conflict', 'The data is under a legal hold.');
    const person = await personOf(ctx, request.subject);
    if (request.type !== 'erasure') {
      await writeFiles(ctx, request, person);
      return { done: 1 };
    }
    if (from.step <= personalKinds.length) return { next: await eraseNext(ctx, person, from) };
    const receipt = { completedAt: ctx.now.toISOString(), counts: from.counts, files: [] };
    await completed(ctx, request, receipt, withoutSubject);
    return { done: 1 };
  },
});
