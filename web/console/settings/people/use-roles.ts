import { accessRoutes } from '../../../../shared/access/access.routes.ts';
import { api } from '../../api/client.ts';
import { useRead } from '../../api/use.ts';

const access = api(accessRoutes);

/** The roles that every company has, and those that this one has made. */
export function useRoles() {
  const builtIn = useRead(access.builtIn, {});
  const own = useRead(access.list, {});
  const names = [...(builtIn.data?.items ?? []), ...(own.data?.items ?? [])].map(({ name }) => name);
  return { builtIn, own, names };
}
