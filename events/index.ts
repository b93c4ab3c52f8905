import type { Trigger } from './define.ts';

/** Every stream reader, subscriber and schedule that is deployed. A test fails when a folder is not listed. */
export const triggers: readonly Trigger[] = [];
