import { maskLists } from '../../shared/analysis/masking.ts';
import { bind, serveAll } from '../../shared/http/serve.ts';
import { effect } from '../../shared/initiative/effect.ts';
import { create, edit, get, link, linked, list, remove, unlink } from '../../shared/initiative/initiative.ts';
import { initiativeRoutes } from '../../shared/initiative/initiative.routes.ts';
import { cancel } from '../../shared/initiative/loop-run.ts';
import { publish, unpublish } from '../../shared/initiative/public-page.ts';
import { loopRoutes, loopSettingsRoutes, receiptRoutes } from '../../shared/initiative/loop.routes.ts';
import { putLoopSettings, readLoopSettings } from '../../shared/initiative/loop-settings.ts';
import { listLoop, previewLoop } from '../../shared/initiative/loop.ts';
import { receiptOf } from '../../shared/initiative/receipt.ts';
import { backfillThemeRule } from '../../shared/initiative/theme-backfill.ts';
import { previewThemeRule } from '../../shared/initiative/theme-preview.ts';
import { loopMail } from '../../web/mail/loop-mail.tsx';

export const handler = serveAll(
  bind(
    initiativeRoutes,
    {
      list,
      create,
      get,
      edit,
      remove,
      effect,
      link,
      unlink,
      linked,
      unpublish,
      previewThemeRule,
      backfillThemeRule,
      publish: (ctx, input) => publish(ctx, input, input.request.origin),
    },
    { masking: maskLists },
  ),
  bind(loopRoutes, {
    listLoop,
    previewLoop: (ctx, input) => previewLoop(ctx, input, loopMail),
    cancelLoop: cancel,
  }),
  bind(receiptRoutes, { receipt: receiptOf }),
  bind(loopSettingsRoutes, { settings: (ctx) => readLoopSettings(ctx), putSettings: putLoopSettings }),
);
