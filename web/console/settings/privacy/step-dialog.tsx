import { useState } from 'react';
import type { DataRequest } from '../../../../shared/privacy/data-request.schema.ts';
import { privacyRoutes } from '../../../../shared/privacy/privacy.routes.ts';
import { api } from '../../api/client.ts';
import { afterwards, useChange } from '../../api/use.ts';
import { Dialog } from '../../kit/dialog.tsx';
import { DialogFoot } from '../../kit/dialog-foot.tsx';
import { choicesOf, Pick, TextArea } from '../../kit/fields.tsx';
import { toast } from '../../kit/toast.tsx';
import { texts } from '../../texts/console.ts';
import { privacyTexts } from './texts/texts.ts';

const privacy = api(privacyRoutes);
export type Step = 'verify' | 'complete' | 'extend' | 'hold' | 'release' | 'reject';
type Method = NonNullable<DataRequest['identity']['method']>;
type Ground = NonNullable<DataRequest['rejected']>['ground'];
const MOST = 1_000;

/** One step in the life of a request, with what it needs to be said. */
export function StepDialog({ step, request, onClose }: { step: Step; request: DataRequest; onClose: () => void }) {
  const p = privacyTexts();
  const [method, setMethod] = useState<Method>('id_document');
  const [ground, setGround] = useState<Ground>('not_identified');
  const [words, setWords] = useState('');
  const [tried, setTried] = useState(false);
  const params = { requestId: request.requestId };
  const changes = {
    verify: useChange(privacy.verify),
    complete: useChange(privacy.complete, 'customer', 'customer-view'),
    extend: useChange(privacy.extend),
    hold: useChange(privacy.hold),
    release: useChange(privacy.release),
    reject: useChange(privacy.reject),
  };
  const reason = words.trim();
  const needsWords = step === 'extend' || step === 'hold' || (step === 'reject' && ground === 'other');
  const act = (): Promise<DataRequest> => {
    if (step === 'verify') return changes.verify.mutateAsync({ params, body: { method } });
    if (step === 'complete') return changes.complete.mutateAsync({ params, body: {} });
    if (step === 'extend') return changes.extend.mutateAsync({ params, body: { reason } });
    if (step === 'hold') return changes.hold.mutateAsync({ params, body: { reason } });
    if (step === 'release') return changes.release.mutateAsync({ params, body: {} });
    return changes.reject.mutateAsync({ params, body: { ground, ...(reason && { note: reason }) } });
  };
  const { error, isPending } = changes[step];
  return (
    <Dialog title={p.steps[step]} onClose={onClose}>
      <p className="muted">{step === 'complete' ? p.completeHelp[request.type] : p.stepHelp[step]}</p>
      {step === 'verify' && (
        <Pick label={p.identity} value={method} choices={choicesOf<Method>(p.methods)} onChange={setMethod} />
      )}
      {step === 'reject' && (
        <Pick label={p.ground} value={ground} choices={choicesOf<Ground>(p.grounds)} onChange={setGround} />
      )}
      {(step === 'extend' || step === 'hold' || step === 'reject') && (
        <TextArea
          label={step === 'reject' ? p.note : p.reason}
          rows={3}
          maxLength={MOST}
          value={words}
          error={tried && needsWords && reason === '' ? p.needed : undefined}
          onChange={setWords}
        />
      )}
      <DialogFoot
        error={error}
        pending={isPending}
        action={p.steps[step]}
        look={step === 'reject' || (step === 'complete' && request.type === 'erasure') ? 'danger' : 'main'}
        onAct={() => {
          setTried(true);
          if (needsWords && reason === '') return;
          afterwards(act(), () => {
            toast(texts().saved);
            onClose();
          });
        }}
        onClose={onClose}
      />
    </Dialog>
  );
}
