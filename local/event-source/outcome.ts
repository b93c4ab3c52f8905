/** What the host of the functions says of one invocation: the function's result, or how it failed. */
export type InvokeReply = { result: unknown } | { error: unknown };

/**
 * Index of the first record that has to be delivered again, or undefined when all are done. As on AWS the lowest failed
 * record counts, an empty or unknown identifier fails the whole batch, and an empty answer is a success.
 */
export function firstFailure(result: unknown, sequenceNumbers: readonly string[]): number | undefined {
  if (typeof result !== 'object' || result === null) return undefined;
  const failures = (result as { batchItemFailures?: unknown }).batchItemFailures ?? [];
  if (!Array.isArray(failures)) return 0;
  if (failures.length === 0) return undefined;
  const indexes = failures.map((failure: unknown) => {
    const { itemIdentifier } = (failure ?? {}) as { itemIdentifier?: unknown };
    return sequenceNumbers.findIndex((number) => number === itemIdentifier);
  });
  return Math.max(0, Math.min(...indexes));
}
