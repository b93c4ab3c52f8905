import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { CustomerPick } from '../contacts/customer-field.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { DialogFoot } from '../kit/dialog-foot.tsx';
import { customerTexts } from '../customers/texts/texts.ts';

/** Asks with whom a customer is to be compared; nothing is merged by it. */
export function MergeWith({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const c = customerTexts();
  const navigate = useNavigate();
  const [other, setOther] = useState('');
  return (
    <Dialog title={c.mergeWith} onClose={onClose}>
      <CustomerPick label={c.one} error={undefined} value={other} onChange={setOther} />
      <DialogFoot
        error={null}
        pending={false}
        action={c.compare}
        disabled={other === '' || other === customerId}
        onAct={() =>
          void navigate({
            to: '/customers/$customerId/merge',
            params: { customerId },
            search: { with: other },
          })
        }
        onClose={onClose}
      />
    </Dialog>
  );
}
