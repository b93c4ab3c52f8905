/** Bytes that live in this process: of objects and of buffers. Needs `node --expose-gc`. */
export function heldBytes(): number {
  if (!globalThis.gc) throw new Error('needs node --expose-gc');
  // The first one frees what has to be finalised, the second what that held.
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
