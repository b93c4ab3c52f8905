import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Context } from '../../shared/kernel/context.ts';
import type { Id } from '../../shared/kernel/id-kinds.ts';
import type { Watched } from './watched.ts';

/** Has an export done by a process that does nothing else, with the options and variables of this one. */
export async function exportApart({ companyId }: Context, jobId: Id<'job'>): Promise<Watched> {
  const worker = fork(join(import.meta.dirname, 'worker.ts'), [companyId, jobId]);
  const told = once(worker, 'message') as Promise<[Watched]>;
  const ended = once(worker, 'exit').then(([code]) => {
    throw new Error(`the worker ended with code ${code}`);
  });
  const [watched] = await Promise.race([told, ended]);
  return watched;
}
