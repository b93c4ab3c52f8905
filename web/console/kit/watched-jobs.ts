import { useSyncExternalStore } from 'react';

const KEY = 'heed.jobs';
const MOST = 5;

/** A job that was started in this tab, and when. */
export type Watched = { jobId: string; since: number };

let watched: readonly Watched[] = JSON.parse(sessionStorage.getItem(KEY) ?? '[]') as Watched[];
const listeners = new Set<() => void>();

function keep(jobs: readonly Watched[]): void {
  watched = jobs;
  sessionStorage.setItem(KEY, JSON.stringify(jobs));
  for (const tell of listeners) tell();
}

/** Shows how a job goes on, on every screen of this tab and over reloads, until somebody has seen its end. */
export const watchJob = (jobId: string): void =>
  keep([...watched.filter((one) => one.jobId !== jobId), { jobId, since: Date.now() }].slice(-MOST));
export const unwatchJob = (jobId: string): void => keep(watched.filter((one) => one.jobId !== jobId));

const subscribe = (tell: () => void): (() => void) => {
  listeners.add(tell);
  return () => listeners.delete(tell);
};
export const useWatchedJobs = (): readonly Watched[] => useSyncExternalStore(subscribe, () => watched);
