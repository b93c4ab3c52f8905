/** Ends what a command has started when Ctrl-C or a supervisor ends the command itself, which then exits with 130. */
export function onInterrupt(end: () => Promise<unknown>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void end().finally(() => process.exit(130)));
}
