import { useState } from 'react';
import { peopleRoutes } from '../../../shared/people/people.routes.ts';
import type { CreateReport, ReportDetail } from '../../../shared/report/report.schema.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { choicesOf, Pick, TextArea } from '../kit/fields.tsx';
import { Panel } from '../kit/page.tsx';
import { Checks } from '../kit/record-fields.tsx';
import { Problem } from '../kit/states.tsx';
import { Chips } from './chips.tsx';
import { type Fault, faultAt } from './faults.ts';
import { reportsTexts } from './texts/texts.ts';

const people = api(peopleRoutes);
const roles = ['admin', 'manager', 'analyst', 'agent'] as const;
const formats = ['pdf', 'xlsx', 'csv'] as const;
/** As many as a list gives at once. */
const MOST_PEOPLE = 200;

type Props = {
  body: CreateReport;
  outside: ReportDetail['outsideAddresses'];
  faults: readonly Fault[];
  onChange: (change: Partial<CreateReport>) => void;
};

/** Who gets a report, in how many copies, and which files with it. */
export function RecipientsForm({ body, outside = [], faults, onChange }: Props) {
  const r = reportsTexts();
  const { recipients, formats: wanted, burst } = body;
  const set = (change: Partial<CreateReport['recipients']>): void =>
    onChange({ recipients: { ...recipients, ...change } });
  const own = recipients.roles.filter((role) => !(roles as readonly string[]).includes(role));
  const missing = faults.find(({ pointer }) => pointer === '#/recipients');
  return (
    <Panel title={r.whoGetsIt} span={6}>
      {missing && <p className="field-error">{missing.detail}</p>}
      <People
        chosen={recipients.userIds}
        error={faultAt(faults, '#/recipients/userIds')}
        onChange={(userIds) => set({ userIds })}
      />
      <Checks
        label={r.roles}
        error={undefined}
        choices={[...roles, ...own].map((value) => ({ value, name: r.roleNames[value] ?? value }))}
        chosen={recipients.roles}
        onChange={(next) => set({ roles: next })}
      />
      <Addresses
        value={recipients.addresses}
        error={faultAt(faults, '#/recipients/addresses')}
        onChange={(addresses) => set({ addresses })}
      />
      {outside.map(({ email, state }) => (
        <p className="note" key={email}>
          <bdi>{email}</bdi>: {r.addressStates[state]}
        </p>
      ))}
      <Pick
        label={r.burst}
        value={burst}
        error={faultAt(faults, '#/burst')}
        choices={choicesOf<typeof burst>(r.bursts)}
        onChange={(next) => onChange({ burst: next })}
      />
      <Checks
        label={r.attached}
        error={undefined}
        choices={formats.map((value) => ({ value, name: r.formats[value] ?? value }))}
        chosen={wanted}
        onChange={(next) => onChange({ formats: next as typeof wanted })}
      />
    </Panel>
  );
}

type PeopleProps = { chosen: readonly string[]; error: string | undefined; onChange: (userIds: string[]) => void };

function People({ chosen, error, onChange }: PeopleProps) {
  const r = reportsTexts();
  const read = useRead(people.list, { query: { limit: MOST_PEOPLE } });
  const known = read.data?.items ?? [];
  const nameOf = (userId: string): string => known.find((one) => one.userId === userId)?.name ?? userId;
  return (
    <div className="stack">
      <h3>{r.people}</h3>
      {chosen.length > 0 && <Chips values={chosen} nameOf={nameOf} onChange={onChange} />}
      {read.error && <Problem error={read.error} again={() => void read.refetch()} />}
      <Pick
        label={r.addPerson}
        labelHidden
        value=""
        error={error}
        choices={[
          { value: '', name: `${r.addPerson}…` },
          ...known
            .filter(({ userId }) => !chosen.includes(userId))
            .map(({ userId, name, email }) => ({ value: userId, name: email ? `${name} (${email})` : name })),
        ]}
        onChange={(userId) => userId && onChange([...chosen, userId])}
      />
    </div>
  );
}

const addressesIn = (text: string): string[] => [...new Set(text.split(/[\s,;]+/))].filter(Boolean);

/** Addresses, one a line; what is typed stays as it is while it stands for them. */
function Addresses({
  value,
  error,
  onChange,
}: {
  value: readonly string[];
  error: string | undefined;
  onChange: (addresses: string[]) => void;
}) {
  const r = reportsTexts();
  const [typed, setTyped] = useState(value.join('\n'));
  return (
    <TextArea
      label={r.addresses}
      help={r.addressesHelp}
      rows={2}
      dir="ltr"
      value={addressesIn(typed).join() === value.join() ? typed : value.join('\n')}
      error={error}
      onChange={(text) => {
        setTyped(text);
        onChange(addressesIn(text));
      }}
    />
  );
}
