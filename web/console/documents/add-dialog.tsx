import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { MOST_BYTES } from '../../../shared/document/content-types.ts';
import { documentRoutes } from '../../../shared/document/document.routes.ts';
import type { CreateDocument } from '../../../shared/document/document.schema.ts';
import { customerViewRoutes } from '../../../shared/customer-view/customer-view.routes.ts';
import { readAgain } from '../api/use.ts';
import { bytes } from '../kit/bytes.ts';
import { Dialog } from '../kit/dialog.tsx';
import { DialogFoot } from '../kit/dialog-foot.tsx';
import { choicesOf, Pick } from '../kit/fields.tsx';
import { NotSent } from '../kit/send-by-form.ts';
import { toast } from '../kit/toast.tsx';
import { endings, faultOf, sendDocument } from './send-document.ts';
import { documentTexts } from './texts/texts.ts';

type Kind = CreateDocument['kind'];
type Props = { owner: CreateDocument['owner']; onClose: () => void };

/** Keeps a file with a record. */
export function AddDialog({ owner, onClose }: Props) {
  const d = documentTexts();
  const id = useId();
  const [kind, setKind] = useState<Kind>('contract');
  const [file, setFile] = useState<File>();
  const [tried, setTried] = useState(false);
  const [key, setKey] = useState(() => crypto.randomUUID());
  const sending = useMutation({
    mutationFn: (chosen: File) => sendDocument(chosen, { owner, kind }, key),
    onSuccess: async () => {
      onClose();
      toast(d.sent);
      await readAgain(documentRoutes.resource, customerViewRoutes.resource);
    },
  });
  const fault = file && faultOf(file);
  const said = fault ? d.faults[fault](bytes(MOST_BYTES)) : tried && !file ? d.choose : undefined;
  const save = (): void => {
    setTried(true);
    if (file && !fault) sending.mutate(file);
  };
  return (
    <Dialog title={d.add} onClose={onClose}>
      <div className="field">
        <label htmlFor={id}>{d.file}</label>
        <input
          id={id}
          type="file"
          accept={endings.join(',')}
          aria-describedby={`${id}-help`}
          aria-invalid={said ? true : undefined}
          disabled={sending.isPending}
          onChange={({ target }) => {
            setFile(target.files?.[0]);
            setKey(crypto.randomUUID());
          }}
        />
        <span id={`${id}-help`} className={said ? 'field-error' : 'note'}>
          {said ?? d.fileHelp(bytes(MOST_BYTES))}
        </span>
      </div>
      <Pick
        label={d.kind}
        value={kind}
        choices={choicesOf<Kind>(d.kinds)}
        onChange={(next) => {
          setKind(next);
          setKey(crypto.randomUUID());
        }}
      />
      {sending.error instanceof NotSent && <p className="field-error">{d.notSent}</p>}
      <DialogFoot
        error={sending.error instanceof NotSent ? undefined : sending.error}
        pending={sending.isPending}
        action={d.send}
        onAct={save}
        onClose={onClose}
      />
    </Dialog>
  );
}
