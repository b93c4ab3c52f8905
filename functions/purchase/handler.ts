import { bind, serveAll } from '../../shared/http/serve.ts';
import { list } from '../../shared/purchase/purchase.list.ts';
import { purchaseRoutes } from '../../shared/purchase/purchase.routes.ts';
import { bulk, create, edit, get } from '../../shared/purchase/purchase.ts';
import { giveBack } from '../../shared/purchase/returns.ts';

export const handler = serveAll(bind(purchaseRoutes, { list, create, get, edit, bulk, giveBack }));
