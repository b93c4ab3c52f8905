import { type ReactNode, useState } from 'react';
import { texts } from '../texts/console.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import type { RecordField } from './record-fields.tsx';
import { type Filled, RecordForm } from './record-form.tsx';
import { Removal } from './removal.tsx';
import { Loaded } from './states.tsx';
import { toast } from './toast.tsx';

type Props<R extends object & { version?: number }, Saved> = {
  title: string;
  draft: string;
  record: R;
  fields: readonly RecordField[];
  readOnly?: boolean;
  save: (filled: Filled<R>) => Promise<Saved>;
  read?: () => Promise<R>;
  /** Deletes it, after a question. */
  remove?: (() => Promise<unknown>) | undefined;
  /** What was read of these is read again after it is gone. */
  resource?: string;
  onSaved?: (saved: Saved) => void;
  onClose: () => void;
  children?: ReactNode;
};

/** A record that is short enough to be made, changed and deleted in one dialog. */
export function RecordDialog<R extends object & { version?: number }, Saved = unknown>(props: Props<R, Saved>) {
  const { title, draft, record, fields, readOnly = false, save, read, remove, resource, onClose, children } = props;
  const t = texts();
  const [asking, setAsking] = useState(false);
  if (asking && remove) {
    return (
      <Removal
        title={`${t.remove}: ${title}`}
        action={t.remove}
        remove={remove}
        away={() => {
          onClose();
          toast(t.removed);
        }}
        touches={resource ? [resource] : []}
        onClose={() => setAsking(false)}
      >
        {t.removeSure}
      </Removal>
    );
  }
  return (
    <Dialog title={<bdi>{title}</bdi>} onClose={onClose}>
      {children}
      <RecordForm<R, Saved>
        draft={draft}
        record={record}
        fields={fields}
        readOnly={readOnly}
        save={save}
        {...(read && { read })}
        submit={record.version === undefined ? t.create : t.save}
        onCancel={onClose}
        onSaved={(saved) => {
          onClose();
          toast(t.saved);
          props.onSaved?.(saved);
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

type AwaitedProps = { title: string; read: Parameters<typeof Loaded>[0]['read']; onClose: () => void };
/** Stands for a record while it is read, or says why it cannot be. */
export const Awaited = ({ title, read, onClose }: AwaitedProps) => (
  <Dialog title={title} onClose={onClose}>
    <Loaded read={read} height={480}>
      {() => null}
    </Loaded>
  </Dialog>
);
