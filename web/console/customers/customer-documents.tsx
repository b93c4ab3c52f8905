import type { CustomerView } from '../../../shared/customer-view/customer-view.schema.ts';
import { documentRoutes } from '../../../shared/document/document.routes.ts';
import { api } from '../api/client.ts';
import { afterwards, useChange } from '../api/use.ts';
import { AddDialog } from '../documents/add-dialog.tsx';
import { Sharing } from '../documents/sharing.tsx';
import { documentTexts } from '../documents/texts/texts.ts';
import { bytes } from '../kit/bytes.ts';
import { Button } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { Opener } from '../kit/opener.tsx';
import { Panel } from '../kit/page.tsx';
import { DataTable } from '../kit/table.tsx';
import { toast, toastError } from '../kit/toast.tsx';
import { When } from '../kit/when.tsx';
import { may } from '../session/me.ts';

const documents = api(documentRoutes);

type Props = { view: CustomerView; documents: NonNullable<CustomerView['documents']> };
type One = Props['documents'][number];

/** Files that are kept with a customer. */
export function CustomerDocuments({ view: { profile }, documents: kept }: Props) {
  const d = documentTexts();
  const add = may('documents:write') && (
    <Opener label={d.add}>
      {(close) => <AddDialog owner={{ type: 'customer', id: profile.customerId }} onClose={close} />}
    </Opener>
  );
  return (
    <Panel title={d.title} aside={add}>
      {kept.length === 0 ? (
        <p className="muted">{d.none}</p>
      ) : (
        <DataTable
          caption={`${d.title}: ${profile.displayName}`}
          rows={kept}
          keyOf={({ documentId }) => documentId}
          columns={[
            { name: d.name, cell: (one) => <Name of={one} /> },
            { name: d.kind, cell: ({ kind }) => <span className="tag">{d.kinds[kind]}</span> },
            { name: d.size, number: true, cell: ({ bytes: size }) => bytes(size) },
            { name: d.filed, cell: ({ createdAt }) => <When at={createdAt} /> },
            { name: '', cell: (one) => <Sharing of={one} customerId={profile.customerId} /> },
          ]}
        />
      )}
    </Panel>
  );
}

/** Its name, which fetches it once it is checked. */
function Name({ of: { documentId, name, status } }: { of: One }) {
  const d = documentTexts();
  const get = useChange(documents.get);
  const fetchIt = (): void =>
    afterwards(
      get.mutateAsync({ params: { documentId } }),
      // The address is that of a download, so the page stays.
      ({ downloadUrl }) => (downloadUrl ? window.location.assign(downloadUrl) : toast(d.states.pending)),
      toastError,
    );
  if (status === 'ready')
    return (
      <Button small busy={get.isPending} onClick={fetchIt}>
        <Icon name="download" />
        <bdi>{name}</bdi>
      </Button>
    );
  return (
    <>
      <bdi>{name}</bdi> <span className={status === 'rejected' ? 'tag warn' : 'tag'}>{d.states[status]}</span>
    </>
  );
}
