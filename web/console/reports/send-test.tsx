import { reportRunRoutes } from '../../../shared/report-run/run.routes.ts';
import { api } from '../api/client.ts';
import { useChange } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { toast, toastError } from '../kit/toast.tsx';
import { me } from '../session/me.ts';
import { reportsTexts } from './texts/texts.ts';

const runs = api(reportRunRoutes);

/** Mails one copy, marked as a test, to whoever is signed in: of what is saved, so nothing must be unsaved. */
export function SendTest({ reportId, dirty }: { reportId: string; dirty: boolean }) {
  const r = reportsTexts();
  const test = useChange(runs.test);
  return (
    <Button
      disabled={dirty || test.isPending}
      title={dirty ? r.saveFirst : undefined}
      onClick={() =>
        test.mutate(
          { params: { reportId }, body: {}, idempotencyKey: crypto.randomUUID() },
          {
            onSuccess: () => toast(r.testSent(me().email ?? me().name)),
            onError: toastError,
          },
        )
      }
    >
      {r.sendTest}
    </Button>
  );
}
