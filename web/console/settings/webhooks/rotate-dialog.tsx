import { useState } from 'react';
import { Dialog } from '../../kit/dialog.tsx';
import { numberField, type RecordField } from '../../kit/record-fields.tsx';
import { RecordForm } from '../../kit/record-form.tsx';
import { SecretOnce } from './secret-once.tsx';
import { webhookTexts } from './texts/texts.ts';

type Asked = { overlapHours: number; secret?: string };
type Props = {
  /** The id of what has the secret: what was typed for it is kept for it alone. */
  of: string;
  /** Fields beside the time that both secrets are good. */
  more?: readonly RecordField[];
  rotate: (body: Asked, idempotencyKey: string) => Promise<{ secret?: string | undefined }>;
  onClose: () => void;
};

/** Makes another secret; both are good for a while. */
export function RotateDialog({ of, more = [], rotate, onClose }: Props) {
  const w = webhookTexts();
  const [secret, setSecret] = useState<string>();
  if (secret !== undefined) return <SecretOnce secret={secret} onClose={onClose} />;
  return (
    <Dialog title={w.rotate} onClose={onClose}>
      <p className="muted">{w.rotateHelp}</p>
      <RecordForm<Asked, { secret?: string | undefined }>
        draft={`rotate.${of}`}
        record={{ overlapHours: 24 }}
        fields={[numberField('overlapHours', w.overlapHours, { min: 0, max: 168 }), ...more]}
        save={({ whole, idempotencyKey }) => rotate(whole, idempotencyKey)}
        submit={w.rotate}
        onCancel={onClose}
        onSaved={(made) => (made.secret === undefined ? onClose() : setSecret(made.secret))}
      />
    </Dialog>
  );
}
