import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './process.ts';

/** What `.local/endpoints.json` holds, and only while everything runs. */
export type Endpoints = { api: string; survey: string; inbox: string; console: string; issuer: string };

export const defaultFolder = join(root, '.local');

export const endpointsFile = (folder: string): string => join(folder, 'endpoints.json');

/** In one step, because others wait for the file to exist. */
export function writeEndpoints(folder: string, endpoints: Endpoints): void {
  writeFileSync(`${endpointsFile(folder)}.new`, `${JSON.stringify(endpoints, null, 2)}\n`);
  renameSync(`${endpointsFile(folder)}.new`, endpointsFile(folder));
}

export function readEndpoints(folder: string): Endpoints | undefined {
  try {
    return JSON.parse(readFileSync(endpointsFile(folder), 'utf8')) as Endpoints;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

export const removeEndpoints = (folder: string): void => rmSync(endpointsFile(folder), { force: true });
