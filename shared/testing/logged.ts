import { vi } from 'vitest';

/** What is written to the log while something runs. */
export async function logged(run: () => Promise<unknown>): Promise<Record<string, unknown>[]> {
  const lines: string[] = [];
  const spies = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation((line) => lines.push(String(line)) > 0),
  );
  await run().finally(() => spies.forEach((spy) => spy.mockRestore()));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}
