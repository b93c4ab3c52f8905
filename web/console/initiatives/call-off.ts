import { loopRoutes } from '../../../shared/initiative/loop.routes.ts';
import { ApiError } from '../../../shared/http/client.ts';
import { api } from '../api/client.ts';
import { afterwards, useChange } from '../api/use.ts';
import { toast, toastError } from '../kit/toast.tsx';
import type { stageOf } from './stages.ts';
import { initiativeTexts } from './texts/texts.ts';

const loop = api(loopRoutes);
type Stage = NonNullable<ReturnType<typeof stageOf>>;

/** Calls off the mails of a stage, and says what came of it: also after the dialog that offered it has closed. */
export function useCallOff(initiativeId: string) {
  const i = initiativeTexts();
  const cancel = useChange(loop.cancelLoop);
  const callOff = (stage: Stage): void =>
    afterwards(
      cancel.mutateAsync({ params: { initiativeId }, body: { stage } }),
      () => toast(i.calledOff),
      (error) => (error instanceof ApiError && error.status === 404 ? toast(i.nothingToCallOff) : toastError(error)),
    );
  return { callOff, pending: cancel.isPending };
}
