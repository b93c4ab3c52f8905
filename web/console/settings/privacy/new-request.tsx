import { useNavigate } from '@tanstack/react-router';
import type { CreateDataRequest, DataRequest } from '../../../../shared/privacy/data-request.schema.ts';
import { privacyRoutes } from '../../../../shared/privacy/privacy.routes.ts';
import { api } from '../../api/client.ts';
import { useChange } from '../../api/use.ts';
import { choicesOf } from '../../kit/fields.tsx';
import { momentField } from '../../kit/moment-field.tsx';
import { RecordDialog } from '../../kit/record-dialog.tsx';
import { areaField, pickField, textField } from '../../kit/record-fields.tsx';
import { privacyTexts } from './texts/texts.ts';

const privacy = api(privacyRoutes);
type Draft = Partial<CreateDataRequest> & { version?: number };

/** Writes down what a person has asked for by letter, by phone or in person. */
export function NewRequest({ onClose }: { onClose: () => void }) {
  const p = privacyTexts();
  const navigate = useNavigate();
  const create = useChange(privacy.create);
  return (
    <RecordDialog<Draft, DataRequest>
      title={p.create}
      draft="data-request"
      record={{ type: 'access', regime: 'gdpr' }}
      fields={[
        pickField('type', p.wants, choicesOf(p.types)),
        pickField('regime', p.regime, choicesOf(p.regimes)),
        textField('subject/email', p.email, { type: 'email', help: p.subjectHelp }),
        textField('subject/phone', p.phone, { type: 'tel' }),
        textField('subject/customerId', p.customerId),
        momentField('receivedAt', p.asked, { help: p.askedHelp }),
        areaField('note', p.note, { maxLength: 2_000 }),
      ]}
      save={({ whole, idempotencyKey }) => create.mutateAsync({ body: whole as CreateDataRequest, idempotencyKey })}
      onSaved={({ requestId }) => void navigate({ to: '/settings/privacy/requests/$requestId', params: { requestId } })}
      onClose={onClose}
    />
  );
}
