import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { customerViewRoutes } from '../../../shared/customer-view/customer-view.routes.ts';
import { documentRoutes } from '../../../shared/document/document.routes.ts';
import { ApiError } from '../../../shared/http/client.ts';
import type { DocumentInBrief } from '../../../shared/document/document.schema.ts';
import { api } from '../api/client.ts';
import { refusalIn } from '../api/refusal.ts';
import { readAgain } from '../api/use.ts';
import { Confirm } from '../kit/confirm.tsx';
import { Opener } from '../kit/opener.tsx';
import { toast } from '../kit/toast.tsx';
import { exact } from '../kit/when.tsx';
import { may } from '../session/me.ts';
import { documentTexts } from './texts/texts.ts';

const documents = api(documentRoutes);
const readBoth = (): Promise<void> => readAgain(documentRoutes.resource, customerViewRoutes.resource);

type Props = { of: DocumentInBrief; customerId: string };

/** Until when a document is shared, and what starts and stops that. */
export function Sharing({ of, customerId }: Props) {
  const d = documentTexts();
  const { sharedUntil, status } = of;
  const mayShare = may('documents:write') && status === 'ready';
  if (sharedUntil === undefined)
    return mayShare ? (
      <Opener small label={d.share}>
        {(close) => <ShareDialog of={of} customerId={customerId} onClose={close} />}
      </Opener>
    ) : null;
  return (
    <>
      <span className="tag ok">
        {d.until} <bdi>{exact(sharedUntil)}</bdi>
      </span>{' '}
      {mayShare && (
        <Opener small label={d.stop}>
          {(close) => <StopDialog of={of} onClose={close} />}
        </Opener>
      )}
    </>
  );
}

/** Asks before the customer is mailed a link. */
function ShareDialog({ of: { documentId, name }, customerId, onClose }: Props & { onClose: () => void }) {
  const d = documentTexts();
  // Over all tries, so that one mail goes out.
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const share = useMutation({
    mutationFn: () => documents.share({ params: { documentId }, body: { customerId }, idempotencyKey }),
    onSuccess: async () => {
      onClose();
      toast(d.shared);
      await readBoth();
    },
  });
  const refused = refusalIn(share.error);
  return (
    <Confirm
      title={d.shareTitle}
      action={d.shareAct}
      look="main"
      pending={share.isPending}
      error={refused ? undefined : share.error}
      onConfirm={() => share.mutate()}
      onClose={onClose}
    >
      <p>
        <bdi>{name}</bdi> {d.shareHelp}
      </p>
      {refused && (
        <p className="banner error" role="alert">
          {d.refused} {d.refusals[refused] ?? refused}
        </p>
      )}
    </Confirm>
  );
}

/** Asks before all links to a document are ended. */
function StopDialog({ of: { documentId }, onClose }: Pick<Props, 'of'> & { onClose: () => void }) {
  const d = documentTexts();
  const stop = useMutation({
    async mutationFn() {
      const { shares } = await documents.get({ params: { documentId } });
      for (const { linkId } of shares)
        await documents.unshare({ params: { documentId, linkId } }).catch((error: unknown) => {
          // Ended by somebody else meanwhile.
          if (!(error instanceof ApiError && error.status === 404)) throw error;
        });
    },
    onSuccess: async () => {
      onClose();
      toast(d.stopped);
      await readBoth();
    },
  });
  return (
    <Confirm
      title={d.stopTitle}
      action={d.stop}
      pending={stop.isPending}
      error={stop.error}
      onConfirm={() => stop.mutate()}
      onClose={onClose}
    >
      {d.stopHelp}
    </Confirm>
  );
}
