import { useState } from 'react';
import { accessRoutes } from '../../../../shared/access/access.routes.ts';
import type { BuiltInRole, OwnRole } from '../../../../shared/access/access.schema.ts';
import type * as z from 'zod';
import { api } from '../../api/client.ts';
import { useChange } from '../../api/use.ts';
import { Button } from '../../kit/button.tsx';
import { Confirm } from '../../kit/confirm.tsx';
import { Panel } from '../../kit/page.tsx';
import { Loaded } from '../../kit/states.tsx';
import { DataTable } from '../../kit/table.tsx';
import { toast } from '../../kit/toast.tsx';
import { may } from '../../session/me.ts';
import { texts } from '../../texts/console.ts';
import { RoleDialog } from './role-dialog.tsx';
import { peopleTexts } from './texts/texts.ts';
import { useRoles } from './use-roles.ts';

const access = api(accessRoutes);
type Role = z.output<typeof BuiltInRole> & { version?: number };

/** Built-in roles, which cannot be changed, and the company's own. */
export function Roles() {
  const p = peopleTexts();
  const t = texts();
  const { builtIn, own } = useRoles();
  const [open, setOpen] = useState<{ role?: Role }>();
  const [removing, setRemoving] = useState<OwnRole>();
  const remove = useChange(access.remove);
  const writes = may('settings:write');
  return (
    <Panel
      title={p.roles}
      about={p.rolesAbout}
      aside={
        writes && (
          <Button small onClick={() => setOpen({})}>
            {p.newRole}
          </Button>
        )
      }
    >
      <Loaded read={builtIn} height={160}>
        {({ items }) => (
          <Loaded read={own} height={40}>
            {(made) => (
              <DataTable
                caption={p.roles}
                rows={[...items, ...made.items] as Role[]}
                keyOf={({ name }) => name}
                onOpen={(role) => setOpen({ role })}
                columns={[
                  {
                    name: p.role,
                    cell: (role) => (
                      <Button look="bare" small onClick={() => setOpen({ role })}>
                        <bdi>{role.name}</bdi>
                      </Button>
                    ),
                  },
                  {
                    name: p.group,
                    cell: ({ name }) => <bdi>heed:{name}</bdi>,
                  },
                  { name: p.may, cell: ({ permissions }) => p.permissions(permissions.length) },
                  { name: p.state, cell: ({ version }) => (version === undefined ? p.builtIn : p.ownRole) },
                  {
                    name: '',
                    cell: (role) =>
                      writes &&
                      role.version !== undefined && (
                        <Button look="danger" small onClick={() => setRemoving(role as OwnRole)}>
                          {t.remove}
                        </Button>
                      ),
                  },
                ]}
              />
            )}
          </Loaded>
        )}
      </Loaded>
      {open && (
        <RoleDialog
          role={open.role}
          all={builtIn.data?.items.find(({ name }) => name === 'admin')?.permissions ?? []}
          onClose={() => setOpen(undefined)}
        />
      )}
      {removing && (
        <Confirm
          title={p.removeRole(removing.name)}
          action={t.remove}
          pending={remove.isPending}
          error={remove.error}
          onClose={() => setRemoving(undefined)}
          onConfirm={() =>
            remove.mutate(
              { params: { role: removing.name }, ifMatch: removing.version },
              {
                onSuccess: () => {
                  setRemoving(undefined);
                  toast(t.removed);
                },
              },
            )
          }
        >
          {p.removeRoleHelp}
        </Confirm>
      )}
    </Panel>
  );
}
