/** CPU time of a piece of work, in ms: unlike the time on the clock it does not grow while others use the machine. */
export function cpuMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
