/**
 * Does several things at once. When one of them fails, the others are asked to end by the signal and waited for, and the
 * failure is thrown: nothing goes on behind a failure.
 */
export async function together<T extends readonly unknown[]>(
  signal: AbortSignal,
  begin: (signal: AbortSignal) => { readonly [K in keyof T]: Promise<T[K]> },
): Promise<T> {
  const failing = new AbortController();
  const running = begin(AbortSignal.any([signal, failing.signal])) as readonly Promise<unknown>[];
  const failures: unknown[] = [];
  for (const one of running) {
    one.catch((error: unknown) => {
      failures.push(error);
      failing.abort();
    });
  }
  await Promise.allSettled(running);
  if (failures.length > 0) throw failures[0];
  return (await Promise.all(running)) as unknown as T;
}
