/** The items in batches of at most `size`, in their order. */
export const batchesOf = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));

/** Works off the items in batches of at most `size`, `parallel` of them at a time and in no order. */
export async function eachBatch<T>(
  items: readonly T[],
  { size, parallel }: { size: number; parallel: number },
  act: (batch: T[]) => Promise<void>,
): Promise<void> {
  const batches = batchesOf(items, size);
  const worker = async (): Promise<void> => {
    for (let batch = batches.shift(); batch; batch = batches.shift()) await act(batch);
  };
  await Promise.all(Array.from({ length: Math.min(parallel, batches.length) }, worker));
}
