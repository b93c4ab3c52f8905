import { serve } from '../../shared/http/serve.ts';
import { previewReport } from '../../shared/report-run/preview.ts';
import { reportPreviewRoutes } from '../../shared/report-run/preview.routes.ts';
import { reportPrinters } from '../../web/report/printers.ts';
import { printPage } from '../../web/report/print.ts';

/** A preview has no page of its own: its link leads nowhere. */
const page = (snapshot: Parameters<typeof printPage>[0]) => printPage(snapshot, { openUrl: '#' });

export const handler = serve(reportPreviewRoutes, {
  preview: (ctx, input) => previewReport(ctx, input, { ...reportPrinters, page }),
});
