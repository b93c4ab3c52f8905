import { open } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the database of DynamoDB Local is, below the folder of a local cloud. */
export const databaseFolder = (folder: string): string => join(folder, 'table');

/** SQLite's log of what is not in the database yet, of the one that DynamoDB Local keeps all tables in. */
const logOf = (folder: string): string => join(databaseFolder(folder), 'shared-local-instance.db-wal');

/**
 * Waits until the disk holds all that the table has acknowledged. Only a power cut makes a difference: what a process has
 * written survives its end without this.
 */
export async function tableOnDisk(folder: string): Promise<void> {
  const log = await open(logOf(folder), 'r').catch((error: NodeJS.ErrnoException) => {
    // All of it is in the database, and was waited for.
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!log) return;
  try {
    await log.datasync();
  } finally {
    await log.close();
  }
}
