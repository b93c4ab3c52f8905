import { alertRuleReplay } from '../../shared/alert-replay/replay.job.ts';
import { ReplayInput } from '../../shared/alert-replay/replay.input.ts';
import { RuleReplay } from '../../shared/alert-replay/replay.schema.ts';
import { CreateAlertRule } from '../../shared/alert-rule/alert-rule.schema.ts';
import { newId } from '../../shared/kernel/ids.ts';
import { aContext } from '../../shared/testing/context.ts';
import { heldBytes } from '../../shared/testing/held-bytes.ts';

const SAMPLE_MS = 2_000;
const MB = 1_000_000;

type Played = { companyId: string; from: number; to: number; rule: object };

/** Plays a rule, part by part as the worker of jobs does it. Held is what is left in memory after a collection, less what was there before. */
export async function playTimed({ companyId, from, to, rule }: Played) {
  const ctx = aContext({ companyId, now: new Date(to + 300_000) });
  const input = inputOf(rule, { from, to });
  const job = { jobId: newId('job', ctx.now) };
  const [before, cpuBefore, began] = [heldBytes(), process.cpuUsage(), performance.now()];
  let [most, parts] = [0, 0];
  const sampling = setInterval(() => (most = Math.max(most, heldBytes())), SAMPLE_MS);
  try {
    for (let checkpoint: object | undefined; ;) {
      const part = await alertRuleReplay.part(ctx, job, input, checkpoint);
      most = Math.max(most, heldBytes());
      parts++;
      if (part.result) {
        const { user, system } = process.cpuUsage(cpuBefore);
        const alerts = RuleReplay.parse(part.result).perWeek.reduce((sum, { count }) => sum + count, 0);
        return {
          ms: performance.now() - began,
          cpuMs: (user + system) / 1_000,
          heldMb: (most - before) / MB,
          alerts,
          parts,
        };
      }
      checkpoint = part.next;
    }
  } finally {
    clearInterval(sampling);
  }
}

/** What the job is given of a rule that is not saved. */
function inputOf(rule: object, stretch: { from: number; to: number }): unknown {
  const [[name, said]] = Object.entries(rule) as [[string, object]];
  const kind = name === 'rule' ? 'record' : 'metric';
  return ReplayInput.parse({
    [name]: { minSample: 5, ...CreateAlertRule.parse({ name: 'Tried', kind, ...said }) },
    from: new Date(stretch.from).toISOString(),
    to: new Date(stretch.to).toISOString(),
    timeZone: 'UTC',
  });
}
