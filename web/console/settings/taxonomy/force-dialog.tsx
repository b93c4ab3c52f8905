import { useState } from 'react';
import { Dialog } from '../../kit/dialog.tsx';
import { DialogFoot } from '../../kit/dialog-foot.tsx';
import { TextArea } from '../../kit/fields.tsx';
import { taxonomyTexts } from './texts/texts.ts';

type Props = {
  title: string;
  pending: boolean;
  error: unknown;
  onForce: (reason: string) => void;
  onClose: () => void;
};

/** Who saves what was not tried, or against a warning, says why. */
export function ForceDialog({ title, pending, error, onForce, onClose }: Props) {
  const x = taxonomyTexts();
  const [reason, setReason] = useState('');
  return (
    <Dialog title={title} onClose={onClose}>
      <p className="banner warn">{x.mustTry}</p>
      <TextArea label={x.reason} help={x.reasonHelp} maxLength={500} value={reason} onChange={setReason} />
      <DialogFoot
        error={error}
        pending={pending}
        disabled={reason.trim() === ''}
        look="danger"
        action={title}
        onAct={() => onForce(reason.trim())}
        onClose={onClose}
      />
    </Dialog>
  );
}
