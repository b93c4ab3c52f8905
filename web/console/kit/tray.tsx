import { lazy, Suspense } from 'react';
import { useWatchedJobs } from './watched-jobs.ts';

/** What it shows is loaded with the first job: most people start none. */
const TrayList = lazy(async () => {
  const [{ TrayList: list }, { jobsTexts }] = await Promise.all([
    import('../jobs/tray-list.tsx'),
    import('../jobs/texts/texts.ts'),
  ]);
  await jobsTexts.load();
  return { default: list };
});

/** Jobs that were started in this tab, at the bottom end of every screen. */
export function Tray() {
  const watched = useWatchedJobs();
  if (watched.length === 0) return null;
  return (
    <Suspense>
      <TrayList watched={watched} />
    </Suspense>
  );
}
