import { accessRoutes } from '../../../../shared/access/access.routes.ts';
import type { OwnRole } from '../../../../shared/access/access.schema.ts';
import type { Permission } from '../../../../shared/kernel/permissions.ts';
import { api } from '../../api/client.ts';
import { useChange } from '../../api/use.ts';
import { Dialog } from '../../kit/dialog.tsx';
import { Checks, jsonField, textField } from '../../kit/record-fields.tsx';
import { RecordForm } from '../../kit/record-form.tsx';
import { toast } from '../../kit/toast.tsx';
import { may } from '../../session/me.ts';
import { texts } from '../../texts/console.ts';
import { areasOf } from './permissions.ts';
import { peopleTexts } from './texts/texts.ts';

const access = api(accessRoutes);
type Role = { name: string; permissions: readonly Permission[]; version?: number };
const wordOf = (words: Record<string, string>, key: string): string => words[key] ?? key;

type Props = { role: Role | undefined; all: readonly Permission[]; onClose: () => void };

/** What a role may do. Nobody grants what they may not do themselves, so that is not offered. */
export function RoleDialog({ role, all, onClose }: Props) {
  const p = peopleTexts();
  const put = useChange(access.put);
  const isNew = role === undefined;
  const record: Role = role ?? { name: '', permissions: [] };
  const readOnly = !may('settings:write') || (!isNew && role.version === undefined);
  const offered = all.filter((permission) => may(permission) || record.permissions.includes(permission));
  const permissions = jsonField<readonly Permission[]>('permissions', p.may, [], {
    control: (to) => <Permissions {...to} offered={offered} />,
    say: (names) =>
      areasOf(names)
        .map(
          ({ area, verbs }) => `${wordOf(p.areas, area)}: ${verbs.map(({ verb }) => wordOf(p.verbs, verb)).join(', ')}`,
        )
        .join(' · '),
  });
  const name = textField('name', p.roleName, { help: p.roleNameHelp, maxLength: 40, required: true });
  return (
    <Dialog title={isNew ? p.newRole : `${p.role}: ${role.name}`} onClose={onClose}>
      <RecordForm<Role, OwnRole>
        draft={`role.${record.name}`}
        record={record}
        fields={isNew ? [name, permissions] : [permissions]}
        readOnly={readOnly}
        read={() => access.get({ params: { role: record.name } })}
        save={({ whole, ifMatch }) =>
          put.mutateAsync({
            params: { role: whole.name ?? '' },
            body: { permissions: [...whole.permissions] },
            // A new one must not take the place of another: no record has version 0.
            ifMatch: ifMatch ?? 0,
          })
        }
        onCancel={onClose}
        onSaved={() => {
          onClose();
          toast(texts().saved);
        }}
      />
    </Dialog>
  );
}

type PermissionsProps = {
  value: readonly Permission[];
  offered: readonly Permission[];
  error: string | undefined;
  onChange: (permissions: readonly Permission[]) => void;
};

function Permissions({ value, offered, error, onChange }: PermissionsProps) {
  const p = peopleTexts();
  const inOrder = (chosen: readonly string[]): Permission[] => offered.filter((one) => chosen.includes(one));
  return (
    <div className="stack">
      {areasOf(offered).map(({ area, verbs }) => (
        <Checks
          key={area}
          label={wordOf(p.areas, area)}
          error={undefined}
          choices={verbs.map(({ permission, verb }) => ({ value: permission, name: wordOf(p.verbs, verb) }))}
          chosen={value}
          onChange={(chosen) => onChange(inOrder(chosen))}
        />
      ))}
      {error && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
