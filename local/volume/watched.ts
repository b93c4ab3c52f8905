import type { JobDefinition } from '../../shared/job/define.ts';

const EVERY_MS = 2_000;
const SAMPLE_MS = 50;
const MB = 1_000_000;

/** What a job took. Held is what is left after a collection, from the first part on; `mostRss` is of the whole process. */
export type Watched = {
  ms: number;
  cpuMs: number;
  parts: number;
  longestMs: number;
  heldMb: number[];
  mostRssMb: number;
};

/** A definition of a job that notes, every two seconds, what the process holds when a part is done. */
export function watched(
  definition: JobDefinition,
  held: () => number,
): { definition: JobDefinition; ended: () => Watched } {
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  const heldMb: number[] = [];
  let [parts, longestMs, mostRss, looked] = [0, 0, 0, -Infinity];
  const sampling = setInterval(() => (mostRss = Math.max(mostRss, process.memoryUsage.rss())), SAMPLE_MS);
  const part: JobDefinition['part'] = async (...given) => {
    const from = performance.now();
    const made = await definition.part(...given);
    longestMs = Math.max(longestMs, performance.now() - from);
    parts += 1;
    if (performance.now() - looked > EVERY_MS || made.next === undefined || made.ends) {
      heldMb.push(held() / MB);
      looked = performance.now();
    }
    return made;
  };
  return {
    definition: { ...definition, part },
    ended() {
      clearInterval(sampling);
      const { user, system } = process.cpuUsage(cpu);
      const ms = performance.now() - began;
      return { ms, cpuMs: (user + system) / 1_000, parts, longestMs, heldMb, mostRssMb: mostRss / MB };
    },
  };
}

/** May grow by so much from the first half of a job to the second: what the runtime keeps of its own. */
const GROWTH_MB = 10;

/** Whether a job holds no more in its second half than in its first. */
export function isFlat({ heldMb }: Pick<Watched, 'heldMb'>): boolean {
  const half = Math.ceil(heldMb.length / 2);
  return Math.max(...heldMb.slice(half), 0) <= Math.max(...heldMb.slice(0, half)) + GROWTH_MB;
}
