import { maskLists } from '../../shared/analysis/masking.ts';
import * as benchmarks from '../../shared/benchmark/benchmark.ts';
import { benchmarkRoutes } from '../../shared/benchmark/benchmark.routes.ts';
import { boardData } from '../../shared/board/board-data.ts';
import * as boards from '../../shared/board/board.ts';
import { boardRoutes } from '../../shared/board/board.routes.ts';
import * as goals from '../../shared/goal/goal.ts';
import { goalRoutes } from '../../shared/goal/goal.routes.ts';
import { bind, serveAll } from '../../shared/http/serve.ts';
import { act, list as listPraise } from '../../shared/praise/praise.ts';
import { praiseRoutes } from '../../shared/praise/praise.routes.ts';
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
import {
  cancelRun,
  getRun,
  listDeliveries,
  listRuns,
  resendRun,
  revokeRun,
  runFile,
  runNow,
  testReport,
} from '../../shared/report-run/run-verbs.ts';
import { reportRunRoutes } from '../../shared/report-run/run.routes.ts';
import { reportRoutes } from '../../shared/report/report.routes.ts';
import { scheduleWords } from '../../web/report/schedule-words.ts';
import { reportWords } from '../../web/report/words.ts';

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
    schedule: (ctx, input) => schedule(ctx, input, scheduleWords),
    pause,
    resume,
    transfer,
  }),
  bind(reportRunRoutes, {
    run: runNow,
    test: testReport,
    list: listRuns,
    get: getRun,
    file: runFile,
    deliveries: listDeliveries,
    resend: resendRun,
    cancel: cancelRun,
    revoke: revokeRun,
  }),
  bind(boardRoutes, { ...boards, data: (ctx, input) => boardData(ctx, input, reportWords) }, { masking: maskLists }),
  bind(goalRoutes, { ...goals }, { masking: maskLists }),
  bind(benchmarkRoutes, { ...benchmarks }, { masking: maskLists }),
  bind(praiseRoutes, { list: listPraise, act }, { masking: maskLists }),
);
