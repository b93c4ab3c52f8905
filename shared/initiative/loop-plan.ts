import { eachBatch } from '../kernel/batches.ts';
import { change, create } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { companyPrefix } from '../kernel/table.ts';
import { type ItemKey, queryPages, walkPartition } from '../kernel/walk.ts';
import { ConditionFailed } from '../kernel/write.ts';
import type { Stored } from '../kernel/store.ts';
import { noteUnresolvedMail } from '../kernel/log.ts';
import { callSenders, inDoubt } from './loop-call.ts';
import { later } from './loop-run.ts';
import type { LoopMail, LoopRun } from './loop.schema.ts';
import { loopMails, MAIL_SHARDS, mailIdOf, mailPartition } from './loop.store.ts';
import { SETTLE_MS } from '../mail/once.ts';
import { type Voice, VOICE_SHARDS, voicePartition } from './voices.ts';

/** Voices of one look at a run; the next look goes on behind them. */
const PER_LOOK = 4_000;
const PER_QUERY = 500;
const PARALLEL = 16;

type Progress = NonNullable<LoopRun['progress']>;

/**
 * Makes the mails of a run's change of status, for voices behind where it has come: each on condition that the person has
 * none of this stage yet, so that two runs, or one that died, leave the same rows. Returns how far it has come;
 * nothing once every voice has its mail.
 */
export async function planVoices(ctx: Context, run: LoopRun): Promise<Progress | undefined> {
  const { initiativeId, stage, stageAt = '' } = run;
  const begun = run.progress?.for === stageAt ? run.progress : { for: stageAt, shard: 0 };
  let looked = 0;
  for (let { shard } = begun; shard < VOICE_SHARDS; shard++) {
    const pk = voicePartition(ctx, initiativeId, shard);
    const query = {
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
      ConsistentRead: true,
      Limit: PER_QUERY,
    };
    const from: ItemKey | undefined =
      shard === begun.shard && begun.from !== undefined ? { pk, sk: begun.from } : undefined;
    for await (const steps of queryPages<Voice>(ctx, query, from)) {
      const people = steps.flatMap(({ item }) => item?.sk ?? []);
      await eachBatch(people, { size: 1, parallel: PARALLEL }, async ([person]) => {
        if (person !== undefined) await planMail(ctx, { initiativeId, stage, person }, run.heldUntil);
      });
      looked += people.length;
      const last = people.at(-1);
      if (looked >= PER_LOOK && last !== undefined) return { for: stageAt, shard, from: last };
    }
  }
  return undefined;
}

async function planMail(
  ctx: Context,
  of: Parameters<typeof mailIdOf>[0],
  heldUntil: string | undefined,
): Promise<void> {
  const at = ctx.now.toISOString();
  const mail = { mailId: mailIdOf(of), ...of, state: 'waiting' as const, notBefore: heldUntil ?? at, at };
  try {
    await create(ctx, loopMails, mail, { action: 'plan' });
  } catch (error) {
    // The person has a mail of this stage already.
    if (!(error instanceof ConditionFailed)) throw error;
  }
}

/**
 * Hands the mails of a stage that wait to the senders, also those that were handed on before and did not go out, and
 * settles those in doubt. Returns how many are still open and when they are to be looked at again.
 */
export async function handOnWaiting(
  ctx: Context,
  run: LoopRun,
): Promise<{ open: number; next?: string; outcome?: LoopRun['outcome'] }> {
  const now = ctx.now.toISOString();
  const doubtful = later(ctx.now, -SETTLE_MS);
  const open: LoopMail[] = [];
  const ended: LoopMail[] = [];
  for (let shard = 0; shard < MAIL_SHARDS; shard++) {
    const pk = `${companyPrefix(ctx.companyId)}${mailPartition(run, shard)}`;
    for await (const mails of walkPartition<Stored<LoopMail>>(ctx, pk))
      for (const mail of mails) (mail.state === 'waiting' || mail.state === 'sending' ? open : ended).push(mail);
  }
  const inDoubt = open.filter(({ state, at }) => state === 'sending' && at <= doubtful);
  await eachBatch(inDoubt, { size: 1, parallel: PARALLEL }, async ([mail]) => {
    if (mail) await giveUp(ctx, mail);
  });
  const ready = open.filter(({ state, notBefore }) => state === 'waiting' && notBefore <= now);
  await callSenders(
    ctx,
    ready.map(({ mailId }) => mailId),
  );
  const left = open.length - inDoubt.length;
  const outcome = outcomeOf(run, ended, inDoubt.length);
  if (left === 0) return { open: 0, outcome };
  const starts = open.map(({ notBefore }) => notBefore).filter((time) => time > now);
  return { open: left, outcome, next: [later(ctx.now, SETTLE_MS), ...starts].toSorted()[0] as string };
}

/** What has become of the mails of a resolution, for the numbers; of other stages these tell nothing. */
function outcomeOf(run: LoopRun, ended: readonly LoopMail[], inDoubt: number): LoopRun['outcome'] {
  const shippedAt = run.outcome?.shippedAt ?? run.stageAt;
  if (run.stage !== 'resolution' || shippedAt === undefined || ended.length + inDoubt === 0) return run.outcome;
  const counts = { shippedAt, sent: 0, unresolved: inDoubt, suppressed: {} as Record<string, number> };
  for (const { state, reason = 'mail_rejected' } of ended)
    if (state === 'suppressed') counts.suppressed[reason] = (counts.suppressed[reason] ?? 0) + 1;
    else counts[state === 'sent' ? 'sent' : 'unresolved']++;
  return counts;
}

/** A mail that nobody heard of: it may have gone out, and is not sent again. */
async function giveUp(ctx: Context, { mailId, at }: LoopMail): Promise<void> {
  const mail = await change(ctx, loopMails, mailId, 'doubt', (now) =>
    now.state === 'sending' && now.at === at ? inDoubt(ctx, now) : undefined,
  );
  if (mail.state === 'unresolved') noteUnresolvedMail('loop');
}
