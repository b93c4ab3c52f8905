import { putFile } from '../../kernel/files.ts';
import { newId } from '../../kernel/ids.ts';
import { again } from '../../feedback/testing/given.ts';
import { get as getJob } from '../../job/job.ts';
import { work } from '../../job/run.ts';
import type { Context } from '../../kernel/context.ts';
import type { Id } from '../../kernel/id-kinds.ts';
import { uploadKey } from '../folders.ts';
import { importJobOf } from '../import.job.ts';
import { CreateImport, ImportJob } from '../import.schema.ts';
import { start } from '../import.ts';

/** A file that somebody has sent. */
export async function uploaded(ctx: Context, content: string | Uint8Array<ArrayBuffer>): Promise<Id<'upload'>> {
  const uploadId = newId('upload');
  await putFile(uploadKey(ctx, uploadId), content);
  return uploadId;
}

/** An import of a file that is applied at once. */
export async function starting(
  ctx: Context,
  content: string | Uint8Array<ArrayBuffer>,
  body: object,
): Promise<ImportJob> {
  const uploadId = await uploaded(ctx, content);
  return start(again(ctx), { body: CreateImport.parse({ uploadId, dryRun: false, ...body }) });
}

type Rest<F> = F extends (ctx: Context, ...rest: infer R) => unknown ? R : never;

/** The worker that has such a context is dead from a record on: nothing of it reaches the table any more. */
function mortal(ctx: Context, mayWrite: () => boolean): Context {
  const send = async (command: { input: object }): Promise<unknown> => {
    const isOfRecord = /:(?:import|undo)#/.test(JSON.stringify(command.input));
    if (isOfRecord && !mayWrite()) throw new Error('killed');
    return ctx.db.send(command as Parameters<Context['db']['send']>[0]);
  };
  return { ...ctx, db: { send } as Context['db'] };
}

/**
 * Works on a job until nobody has anything to do with it. A part that is interrupted is done, and its worker dies before
 * it is noted. With `records`, the first worker that has written so many records dies in the midst of its part.
 */
export async function worked(
  ctx: Context,
  { jobId }: Pick<ImportJob, 'jobId'>,
  interrupted: (part: number) => boolean = () => false,
  partMs = 7_000,
  records = Infinity,
): Promise<ImportJob> {
  const definition = importJobOf({ admit: async () => undefined, chunk: 100, partMs });
  let parts = 0;
  let left = records;
  const definitions = [
    {
      ...definition,
      part: async (own: Context, ...given: Rest<typeof definition.part>) => {
        const made = await definition.part(left > 0 ? mortal(own, () => left-- > 0) : own, ...given);
        if (interrupted(parts++)) throw new Error('killed');
        return made;
      },
    },
  ];
  for (let worker = 0; worker < 30; worker++) {
    await work(again(ctx), jobId, { now: () => new Date(), definitions });
    const job = await getJob(ctx, { jobId });
    if (!['queued', 'running', 'staging', 'applying', 'undoing'].includes(job.status)) {
      if (Number.isFinite(records) && left > 0) throw new Error('nobody was killed');
      return ImportJob.parse(job);
    }
  }
  throw new Error('the import did not come to rest');
}

export const imported = async (
  ctx: Context,
  content: string | Uint8Array<ArrayBuffer>,
  body: object,
  interrupted?: (part: number) => boolean,
  partMs?: number,
): Promise<ImportJob> => worked(ctx, await starting(ctx, content, body), interrupted, partMs);
