import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** A value as JSON, deflated: writes are paid by the kilobyte, and what is alike becomes a tenth. */
export const deflated = (value: unknown): Uint8Array => deflateRawSync(JSON.stringify(value));

/** What {@link deflated} was given. */
export const inflated = <T>(bytes: Uint8Array): T => JSON.parse(inflateRawSync(bytes).toString()) as T;
