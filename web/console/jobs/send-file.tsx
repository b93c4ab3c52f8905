import { useMutation } from '@tanstack/react-query';
import { useId } from 'react';
import { importRoutes } from '../../../shared/import/import.routes.ts';
import { api } from '../api/client.ts';
import { bytes } from '../kit/bytes.ts';
import { NotSent, sendByForm } from '../kit/send-by-form.ts';
import { Panel } from '../kit/page.tsx';
import { Problem } from '../kit/states.tsx';
import { jobsTexts } from './texts/texts.ts';

const imports = api(importRoutes);

/** The file is larger than the API takes. */
class TooLarge extends Error {}
/** Sends a file to where the API says: S3 takes it, by a form that is good for an hour. */
async function send(file: File): Promise<string> {
  const { uploadId, url, fields, mostBytes } = await imports.upload({ body: {}, idempotencyKey: crypto.randomUUID() });
  if (file.size > mostBytes) throw new TooLarge(bytes(mostBytes));
  await sendByForm({ url, fields }, file);
  return uploadId;
}

export function SendFile({ onSent }: { onSent: (uploadId: string) => void }) {
  const j = jobsTexts();
  const id = useId();
  const sending = useMutation({ mutationFn: send, onSuccess: onSent });
  const take = (files: FileList | null): void => {
    const [file] = files ?? [];
    if (file && !sending.isPending) sending.mutate(file);
  };
  const { error } = sending;
  return (
    <Panel title={j.steps.file}>
      <div
        className="drop"
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          take(event.dataTransfer.files);
        }}
      >
        <label htmlFor={id} className="label">
          {j.file}
        </label>
        <input
          id={id}
          type="file"
          accept=".csv,.tsv,.txt,.json,.ndjson,.jsonl,.xlsx,.gz"
          aria-describedby={`${id}-help`}
          disabled={sending.isPending}
          // The same file again would be no change.
          onClick={({ currentTarget }) => (currentTarget.value = '')}
          onChange={(event) => take(event.target.files)}
        />
        <span className="note" id={`${id}-help`}>
          {j.fileHelp}
        </span>
        {sending.isPending && <p role="status">{j.sending}</p>}
        {error instanceof TooLarge ? (
          <p className="field-error">{j.tooLarge(error.message)}</p>
        ) : error instanceof NotSent ? (
          <p className="field-error">{j.notSent}</p>
        ) : (
          error && <Problem error={error} />
        )}
      </div>
    </Panel>
  );
}
