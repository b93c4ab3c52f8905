import { useState } from 'react';
import type { Initiative } from '../../../shared/initiative/initiative.schema.ts';
import { initiativeRoutes as contract } from '../../../shared/initiative/initiative.routes.ts';
import { loopRoutes } from '../../../shared/initiative/loop.routes.ts';
import { api } from '../api/client.ts';
import { useChange, useRead } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { useDraft } from '../kit/draft.ts';
import { Check, TextArea } from '../kit/fields.tsx';
import { Problem, wordsOf } from '../kit/states.tsx';
import { toast } from '../kit/toast.tsx';
import { relative } from '../kit/when.tsx';
import { spoken, texts } from '../texts/console.ts';
import { Preview } from './mail-preview.tsx';
import { stageOf, type Status } from './stages.ts';
import { initiativeTexts } from './texts/texts.ts';

const initiatives = api(contract);
const loop = api(loopRoutes);
type Props = { initiative: Initiative; to: Status; onClose: () => void };

/**
 * Another status, and whom it tells: how many people would get which mail is shown before. Each is told of a stage once for
 * ever, and for some minutes it can be called off.
 */
export function StatusDialog({ initiative, to, onClose }: Props) {
  const i = initiativeTexts();
  const t = texts();
  const { initiativeId, version } = initiative;
  const params = { initiativeId };
  const stage = stageOf(to);
  const [{ reason }, setReason, draft] = useDraft(`initiative.status.${initiativeId}`, {
    reason: initiative.reason ?? '',
  });
  const [tells, setTells] = useState(true);
  const [tried, setTried] = useState(false);
  const edit = useChange(initiatives.edit, 'loop', 'feedback');
  const cancel = useChange(loop.cancelLoop);
  // Nobody is told before it was seen who that would be.
  const seen = useRead(
    loop.previewLoop,
    { params, query: { stage: stage ?? 'update', language: spoken() } },
    { enabled: stage !== undefined && tells },
  );
  const waits = stage !== undefined && tells && seen.data === undefined && !seen.error;
  const lacking = to === 'wont_do' && reason.trim() === '';
  const callOff = (of: NonNullable<typeof stage>): void =>
    cancel.mutate(
      { params, body: { stage: of } },
      { onSuccess: () => toast(i.calledOff), onError: (error) => toast(wordsOf(error)) },
    );
  const save = (): void => {
    setTried(true);
    if (lacking) return;
    const why = to === 'wont_do' ? { reason: reason.trim() } : {};
    edit.mutate(
      { params, body: { status: to, ...why, ...(stage && { notify: tells }) }, ifMatch: version },
      {
        onSuccess: ({ notifies }) => {
          draft.forget();
          onClose();
          if (notifies && stage) {
            const said = i.willBeTold(notifies.people, relative(notifies.at));
            toast(said, { name: i.callOff, act: () => callOff(stage) });
          } else toast(i.changed);
        },
      },
    );
  };
  return (
    <Dialog title={i.setTo(i.statuses[to])} onClose={onClose}>
      {to === 'wont_do' && (
        <TextArea
          label={i.reason}
          rows={3}
          maxLength={1000}
          value={reason}
          error={tried && lacking ? i.reasonNeeded : undefined}
          onChange={(words) => setReason({ reason: words })}
        />
      )}
      {stage ? (
        <>
          <Check label={i.tellThem} checked={tells} onChange={setTells} />
          {tells && <Preview initiativeId={initiativeId} stage={stage} />}
        </>
      ) : (
        <p className="muted">{i.tellsNobody}</p>
      )}
      {edit.error && <Problem error={edit.error} />}
      <div className="actions">
        <Button onClick={onClose}>{t.cancel}</Button>
        <Button look="main" disabled={edit.isPending || waits} onClick={save}>
          {stage && tells ? i.confirmTelling : i.confirm}
        </Button>
      </div>
    </Dialog>
  );
}
