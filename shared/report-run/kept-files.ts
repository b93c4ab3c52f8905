import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Context } from '../kernel/context.ts';
import { getFile, linkTo, putFile, removeFile } from '../kernel/files.ts';
import type { Snapshot } from '../report/snapshot.schema.ts';
import type { PrintedMail } from './printers.ts';
import type { Run, StoredFile } from './run.schema.ts';
import { SectionFailed } from './section-failed.ts';

type One = Pick<Run, 'reportId' | 'runId'>;
const LINK_SECONDS = 300;

const folderOf = ({ companyId }: Pick<Context, 'companyId'>, { reportId, runId }: One): string =>
  `runs/${companyId}/${reportId}/${runId}`;

export const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The name holds the hash: whoever computes a run a second time overwrites nothing that is named already. */
const snapshotKey = (ctx: Context, run: One, hash: string): string => `${folderOf(ctx, run)}/snapshot-${hash}.json.gz`;

/** So large a snapshot may be, packed. */
const MOST_BYTES = 5_000_000;

/** Keeps a snapshot and returns its hash. Throws for one of more than 5 MB, naming its largest section. */
export async function putSnapshot(ctx: Context, run: One, snapshot: Snapshot): Promise<string> {
  const json = JSON.stringify(snapshot);
  const hash = sha256(json);
  const packed = gzipSync(json);
  if (packed.length > MOST_BYTES) throw new SectionFailed(largestIn(snapshot), TOO_LARGE, 'too_large');
  await putFile(snapshotKey(ctx, run, hash), packed);
  return hash;
}

const TOO_LARGE = 'is the largest of a report that has more than 5 MB';
function largestIn({ sections }: Snapshot): string {
  const sizes = sections.map((section) => ({ sectionId: section.sectionId, size: JSON.stringify(section).length }));
  return sizes.toSorted((one, other) => other.size - one.size)[0]?.sectionId ?? '';
}

/** The snapshot of a run, as it was computed. Throws where what is kept is not what the run says. */
export async function getSnapshot(ctx: Context, run: One & Pick<Run, 'sha256'>): Promise<Snapshot> {
  const { sha256: hash = '' } = run;
  const json = gunzipSync(await getFile(snapshotKey(ctx, run, hash))).toString();
  if (sha256(json) !== hash) throw new Error('a snapshot is not the one that was computed');
  return JSON.parse(json) as Snapshot;
}

/** Takes a snapshot away that another one has replaced. */
export const removeSnapshot = (ctx: Context, run: One & Pick<Run, 'sha256'>): Promise<void> =>
  removeFile(snapshotKey(ctx, run, run.sha256 ?? ''));

const fileKey = (ctx: Context, run: One, name: string): string => `${folderOf(ctx, run)}/${name}`;

export const putPrinted = (ctx: Context, run: One, name: string, bytes: Uint8Array): Promise<void> =>
  putFile(fileKey(ctx, run, name), new Uint8Array(bytes));
export const getPrinted = (ctx: Context, run: One, name: string): Promise<Uint8Array> =>
  getFile(fileKey(ctx, run, name));

const MAIL = 'mail.json.gz';
/** Takes away all that was printed of a run. */
export async function removePrinted(ctx: Context, run: One & Pick<Run, 'files'>): Promise<void> {
  for (const name of [MAIL, ...run.files.map((file) => file.name)]) await removeFile(fileKey(ctx, run, name));
}
type Packed = Omit<PrintedMail, 'pictures'> & {
  pictures: (Omit<PrintedMail['pictures'][number], 'bytes'> & { base64: string })[];
};

/** The mail of a run, whose links are filled in for each recipient. */
export function putMail(ctx: Context, run: One, { pictures, ...mail }: PrintedMail): Promise<void> {
  const packed: Packed = {
    ...mail,
    pictures: pictures.map(({ bytes, ...picture }) => ({ ...picture, base64: Buffer.from(bytes).toString('base64') })),
  };
  return putFile(fileKey(ctx, run, MAIL), gzipSync(JSON.stringify(packed)));
}

export async function getMail(ctx: Context, run: One): Promise<PrintedMail> {
  const { pictures, ...mail } = JSON.parse(gunzipSync(await getFile(fileKey(ctx, run, MAIL))).toString()) as Packed;
  return {
    ...mail,
    pictures: pictures.map(({ base64, ...one }) => ({ ...one, bytes: Buffer.from(base64, 'base64') })),
  };
}

export const linkToSnapshot = (ctx: Context, run: One & Pick<Run, 'sha256'>): Promise<string> =>
  linkTo(snapshotKey(ctx, run, run.sha256 ?? ''), 'snapshot.json.gz', LINK_SECONDS);
export const linkToFile = (ctx: Context, run: One, { name }: Pick<StoredFile, 'name'>): Promise<string> =>
  linkTo(fileKey(ctx, run, name), name, LINK_SECONDS);
export const LINK_MS = LINK_SECONDS * 1_000;
