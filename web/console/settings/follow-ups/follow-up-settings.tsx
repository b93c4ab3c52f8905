import { Link } from '@tanstack/react-router';
import type { FollowUpSettings as Stored } from '../../../../shared/follow-up/follow-up-settings.schema.ts';
import { recordFollowUpRoutes } from '../../../../shared/follow-up/follow-up.routes.ts';
import { api } from '../../api/client.ts';
import { useChange, useRead } from '../../api/use.ts';
import { Page, Panel } from '../../kit/page.tsx';
import { RecordForm } from '../../kit/record-form.tsx';
import { Loaded } from '../../kit/states.tsx';
import { toast } from '../../kit/toast.tsx';
import { may } from '../../session/me.ts';
import { texts } from '../../texts/console.ts';
import { settingsTexts } from '../texts/texts.ts';
import { useSections } from './sections.tsx';
import { followUpSettingsTexts } from './texts/texts.ts';

const followUps = api(recordFollowUpRoutes);

/** By when follow-ups are due, what people choose when they close one, and what happens afterwards. */
export function FollowUpSettings() {
  const x = followUpSettingsTexts();
  const read = useRead(followUps.settings, {});
  return (
    <Page
      title={settingsTexts().names.followUps}
      about={
        <>
          {x.about} <Link to="/settings/follow-up-rules">{x.toRules}</Link>
        </>
      }
    >
      <Loaded read={read} height={640}>
        {(stored) => <Sections stored={stored} />}
      </Loaded>
    </Page>
  );
}

/** Each part is saved by itself; all of it is one record. */
function Sections({ stored }: { stored: Stored }) {
  const put = useChange(followUps.putSettings);
  return (
    <div className="grid">
      {useSections(stored).map(({ id, title, about, fields }) => (
        <Panel key={id} title={title} about={about}>
          <RecordForm<Stored>
            draft={`follow-up-settings.${id}`}
            record={stored}
            fields={fields}
            readOnly={!may('workflow:write')}
            read={() => followUps.settings()}
            save={({ whole, ifMatch = stored.version }) => put.mutateAsync({ body: bodyOf(whole), ifMatch })}
            onSaved={() => toast(texts().saved)}
          />
        </Panel>
      ))}
    </div>
  );
}

/** As the API takes it; nobody is asked again without a template. */
function bodyOf({ version: _version, updatedAt: _updatedAt, resurvey, ...body }: Stored) {
  return { ...body, ...(resurvey?.templateId && { resurvey }) };
}
