import { bind, serveAll } from '../../shared/http/serve.ts';
import { gallery } from '../../shared/report/gallery.ts';
import {
  create,
  edit,
  get,
  list,
  pause,
  put,
  remove,
  resume,
  schedule,
  transfer,
  validate,
} from '../../shared/report/report.ts';
import { reportRoutes } from '../../shared/report/report.routes.ts';

export const handler = serveAll(
  bind(reportRoutes, {
    gallery,
    create,
    edit,
    get,
    list,
    put,
    remove,
    validate,
    schedule,
    pause,
    resume,
    transfer,
  }),
);
