import { bind, serveAll } from '../../shared/http/serve.ts';
import { ask, list as listAddresses, remove } from '../../shared/outside-address/outside-address.ts';
import { outsideAddressRoutes } from '../../shared/outside-address/outside-address.routes.ts';
import { peopleRoutes } from '../../shared/people/people.routes.ts';
import { get, list, put } from '../../shared/people/people.ts';

export const handler = serveAll(
  bind(peopleRoutes, { list, get, put }),
  bind(outsideAddressRoutes, { list: listAddresses, ask, remove }),
);
