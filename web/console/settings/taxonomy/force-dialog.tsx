import { useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { TextArea } from '../../kit/fields.tsx';
import { Problem } from '../../kit/states.tsx';
import { texts } from '../../texts/console.ts';
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
      {error ? <Problem error={error} /> : null}
      <div className="actions">
        <Button onClick={onClose}>{texts().cancel}</Button>
        <Button look="danger" disabled={pending || reason.trim() === ''} onClick={() => onForce(reason.trim())}>
          {title}
        </Button>
      </div>
    </Dialog>
  );
}
