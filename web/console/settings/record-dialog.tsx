import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { readAgain } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { Confirm } from '../kit/confirm.tsx';
import { Dialog } from '../kit/dialog.tsx';
import type { RecordField } from '../kit/record-fields.tsx';
import { type Filled, RecordForm } from '../kit/record-form.tsx';
import { toast } from '../kit/toast.tsx';
import { texts } from '../texts/console.ts';

type Props<R extends object & { version?: number }> = {
  title: string;
  draft: string;
  record: R;
  fields: readonly RecordField[];
  readOnly?: boolean;
  save: (filled: Filled<R>) => Promise<unknown>;
  read?: () => Promise<R>;
  /** Deletes it, after a question. */
  remove?: (() => Promise<unknown>) | undefined;
  /** What was read of these is read again after it is gone. */
  resource: string;
  onClose: () => void;
  children?: ReactNode;
};

/** A record that is short enough to be made, changed and deleted in one dialog. */
export function RecordDialog<R extends object & { version?: number }>(props: Props<R>) {
  const { title, draft, record, fields, readOnly = false, save, read, remove, resource, onClose, children } = props;
  const t = texts();
  const [asking, setAsking] = useState(false);
  const removing = useMutation({
    mutationFn: async () => remove?.(),
    onSuccess: async () => {
      onClose();
      toast(t.removed);
      await readAgain(resource);
    },
  });
  if (asking) {
    return (
      <Confirm
        title={`${t.remove}: ${title}`}
        action={t.remove}
        pending={removing.isPending}
        error={removing.error}
        onClose={() => setAsking(false)}
        onConfirm={() => removing.mutate()}
      >
        {t.removeSure}
      </Confirm>
    );
  }
  return (
    <Dialog title={<bdi>{title}</bdi>} onClose={onClose}>
      {children}
      <RecordForm<R, unknown>
        draft={draft}
        record={record}
        fields={fields}
        readOnly={readOnly}
        save={save}
        {...(read && { read })}
        submit={record.version === undefined ? t.create : t.save}
        onCancel={onClose}
        onSaved={() => {
          onClose();
          toast(t.saved);
        }}
      />
      {remove && !readOnly && (
        <div>
          <Button small look="danger" onClick={() => setAsking(true)}>
            {t.remove}
          </Button>
        </div>
      )}
    </Dialog>
  );
}
