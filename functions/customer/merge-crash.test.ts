import { beforeAll, expect, test, vi } from 'vitest';
import type { Context } from '../../shared/kernel/context.ts';
import type { Id } from '../../shared/kernel/id-kinds.ts';
import { mergeJob, mergeUndoJob } from '../../shared/merge/merge.job.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { ownTable } from '../../shared/testing/own-table.ts';
import { useQueues } from '../../shared/testing/queues.ts';
import { type Body, childrenOf, family, merge, merged, receiptOf, undo } from './testing/merging.ts';

useQueues();
beforeAll(ownTable);

const isWrite = (command: object): boolean => /Put|Update|Delete|Write/.test(command.constructor.name);

/** A worker that dies behind its so-manieth write: nothing of it reaches the table any more. `written` counts. */
function mortal(ctx: Context, writes: number): { ctx: Context; written: () => number } {
  let done = 0;
  const send = async (command: object): Promise<unknown> => {
    if (done >= writes) throw new Error('killed');
    const reply = await ctx.db.send(command as Parameters<Context['db']['send']>[0]);
    if (isWrite(command)) done++;
    return reply;
  };
  return { ctx: { ...ctx, db: { send } as Context['db'] }, written: () => done };
}

type Job = typeof mergeJob;
/** Works on a job as two workers do: the first one dies behind so many writes, and notes nothing of what it did. */
async function interrupted(companyId: string, job: Job, jobId: unknown, mergeId: unknown, writes: number) {
  const ctx = aContext({ companyId, now: new Date() });
  const one = { jobId: jobId as Id<'job'> };
  const first = mortal(ctx, writes);
  // On a busy machine the time of a part would be over before its writes.
  const clock = vi.spyOn(Date, 'now').mockReturnValue(Date.now());
  const isDead = await job
    .part(first.ctx, one, { mergeId }, undefined)
    .then(
      () => false,
      () => true,
    )
    .finally(() => clock.mockRestore());
  for (let next: object | undefined = {}, from: object | undefined; next; from = next)
    ({ next } = await job.part(ctx, one, { mergeId }, from));
  return { isDead, written: first.written() };
}

const stateOf = async (companyId: string, some: Awaited<ReturnType<typeof family>>, mergeId: unknown) => {
  const { status, moved, left } = await receiptOf(companyId, mergeId);
  const named = JSON.stringify({ status, moved, left, children: await childrenOf(companyId, some) });
  // Ids and instants differ from company to company.
  return Object.entries(some)
    .reduce((text, [name, id]) => text.replaceAll(id, name), named)
    .replace(/rel_\w+|hh_\w+|con_\w+|\d{4}-\d\d-\d\dT[\d:.]+Z/g, '');
};

async function mergeEndsIn(writes: number) {
  const companyId = aCompany();
  const some = await family(companyId);
  const { body } = await merge(companyId, some.one, [some.other]);
  const { jobId } = body['job'] as Body;
  const how = await interrupted(companyId, mergeJob, jobId, body['mergeId'], writes);
  return { ...how, state: await stateOf(companyId, some, body['mergeId']) };
}

async function undoEndsIn(writes: number) {
  const companyId = aCompany();
  const some = await family(companyId);
  const mergeId = await merged(companyId, some.one, [some.other]);
  const { body } = await undo(companyId, mergeId);
  const how = await interrupted(companyId, mergeUndoJob, body['jobId'], mergeId, writes);
  return { ...how, state: await stateOf(companyId, some, mergeId) };
}

test.each([
  ['merge', mergeEndsIn],
  ['undo', undoEndsIn],
])(
  'Crash after every single write of the job (fault test): resumed job ends in the same state; of a %s',
  async (_, endsIn) => {
    const whole = await endsIn(Infinity);
    expect(whole).toMatchObject({ isDead: false });
    expect(whole.written).toBeGreaterThan(8);
    for (let writes = 0; writes < whole.written; writes++)
      expect({ writes, ...(await endsIn(writes)) }).toEqual({
        writes,
        isDead: true,
        written: writes,
        state: whole.state,
      });
  },
  120_000,
);
