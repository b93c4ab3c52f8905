import { useState } from 'react';
import type { Initiative } from '../../../shared/initiative/initiative.schema.ts';
import { initiativeRoutes as contract } from '../../../shared/initiative/initiative.routes.ts';
import { loopRoutes } from '../../../shared/initiative/loop.routes.ts';
import { api } from '../api/client.ts';
import { afterwards, useChange, useRead } from '../api/use.ts';
import { Dialog } from '../kit/dialog.tsx';
import { DialogFoot } from '../kit/dialog-foot.tsx';
import { useDraft } from '../kit/draft.ts';
import { Check, TextArea } from '../kit/fields.tsx';
import { toast } from '../kit/toast.tsx';
import { relative } from '../kit/when.tsx';
import { spoken } from '../texts/console.ts';
import { useCallOff } from './call-off.ts';
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
  const { initiativeId, version } = initiative;
  const params = { initiativeId };
  const stage = stageOf(to);
  const [{ reason }, setReason, draft] = useDraft(`initiative.status.${initiativeId}`, {
    reason: initiative.reason ?? '',
  });
  const [tells, setTells] = useState(true);
  const [tried, setTried] = useState(false);
  const edit = useChange(initiatives.edit, 'loop', 'feedback');
  const { callOff } = useCallOff(initiativeId);
  // Nobody is told before it was seen who that would be.
  const seen = useRead(
    loop.previewLoop,
    { params, query: { stage: stage ?? 'update', language: spoken() } },
    { enabled: stage !== undefined && tells },
  );
  const waits = stage !== undefined && tells && seen.data === undefined && !seen.error;
  const lacking = to === 'wont_do' && reason.trim() === '';
  const save = (): void => {
    setTried(true);
    if (lacking) return;
    const why = to === 'wont_do' ? { reason: reason.trim() } : {};
    const body = { status: to, ...why, ...(stage && { notify: tells }) };
    afterwards(edit.mutateAsync({ params, body, ifMatch: version }), ({ notifies }) => {
      draft.forget();
      onClose();
      if (notifies && stage) {
        const said = i.willBeTold(notifies.people, relative(notifies.at));
        toast(said, { name: i.callOff, act: () => callOff(stage) });
      } else toast(i.changed);
    });
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
      <DialogFoot
        error={edit.error}
        pending={edit.isPending}
        disabled={waits}
        action={stage && tells ? i.confirmTelling : i.confirm}
        onAct={save}
        onClose={onClose}
      />
    </Dialog>
  );
}
