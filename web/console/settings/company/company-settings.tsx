import { settingsRoutes } from '../../../../shared/company/settings.routes.ts';
import type { Settings } from '../../../../shared/company/settings.schema.ts';
import { api } from '../../api/client.ts';
import { useChange, useRead } from '../../api/use.ts';
import { Page, Panel } from '../../kit/page.tsx';
import { RecordForm } from '../../kit/record-form.tsx';
import { Loaded } from '../../kit/states.tsx';
import { toast } from '../../kit/toast.tsx';
import { relative } from '../../kit/when.tsx';
import { may } from '../../session/me.ts';
import { texts } from '../../texts/console.ts';
import { settingsTexts } from '../texts/texts.ts';
import { companySections } from './company-sections.tsx';
import { companyTexts } from './texts/texts.ts';

const settings = api(settingsRoutes);

/** What a company has decided. Each part is saved by itself; all of it is one record. */
export function CompanySettings() {
  const c = companyTexts();
  const read = useRead(settings.get, {});
  const { data } = read;
  const writes = may('settings:write');
  const changed = data?.updatedAt ? c.changed(relative(data.updatedAt)) : c.never;
  return (
    <Page title={settingsTexts().names.company} about={data && (writes ? changed : `${changed} · ${c.readOnly}`)}>
      <Loaded read={read} height={640}>
        {(record) => <Sections record={record} writes={writes} />}
      </Loaded>
    </Page>
  );
}

/** All of it, as PUT takes it: what a form does not know of stays. */
function bodyOf(record: Settings) {
  const { version: _version, updatedAt: _updatedAt, ...body } = record;
  return body;
}

function Sections({ record, writes }: { record: Settings; writes: boolean }) {
  const put = useChange(settings.put, 'metrics', 'dashboard');
  return (
    <div className="grid">
      {companySections().map(({ id, title, about, fields }) => (
        <Panel key={id} title={title} about={about}>
          <RecordForm
            draft={`settings.${id}`}
            record={record}
            fields={fields}
            readOnly={!writes}
            read={() => settings.get()}
            save={({ whole, ifMatch }) => put.mutateAsync({ body: bodyOf(whole), ifMatch })}
            onSaved={() => toast(texts().saved)}
          />
        </Panel>
      ))}
    </div>
  );
}
