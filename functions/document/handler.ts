import { noteRead } from '../../shared/customer/note-read.ts';
import { documentRoutes } from '../../shared/document/document.routes.ts';
import { addVersion, create, edit, get, list, remove, seen } from '../../shared/document/document.ts';
import { share, unshare } from '../../shared/document/share.ts';
import { bind, serveAll } from '../../shared/http/serve.ts';

export const handler = serveAll(
  bind(documentRoutes, { list, create, get, edit, remove, addVersion, share, unshare }, { seen, read: noteRead }),
);
