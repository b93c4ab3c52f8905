/**
 * CPU time of a piece of work, in ms: the least of three runs. Unlike the time on the clock it does not grow while others use
 * the machine; yet one run among many still may take twice as long (collected memory, a shared cache, a slower core).
 */
export const cpuMs = (work: () => void): number => Math.min(...[1, 2, 3].map(() => once(work)));

function once(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
