import { metrics } from '../../shared/metrics/definitions.ts';
import type { Figure } from '../../shared/metrics/figure.schema.ts';
import type { Snapshot } from '../../shared/report/snapshot.schema.ts';
import { figuresIn } from '../../shared/report-run/figures-in.ts';
import type { Around, PrintedMail, Printers } from '../../shared/report-run/printers.ts';
import type { SurveyLanguage } from '../../shared/survey-template/localized.schema.ts';
import { formatDays, formatMoment, formatWithMargin } from '../chart/format.ts';

const value = (language: SurveyLanguage, { unit, value: of, marginOfError, n }: Figure): string =>
  `${formatWithMargin(language, unit, of, marginOfError)} (n ${n})`;

/** The mail of a report as plain text: a line for each figure of each section, and every text that customers wrote. */
function textOf({ language, sections, period, run, company }: Snapshot, around: Around): string {
  const blocks = sections.map((section) => {
    const figures = figuresIn(section).map((figure) => `${metrics[figure.metric].title}: ${value(language, figure)}`);
    const words = section.kind === 'verbatims' ? section.items.map(({ text }) => `> ${text}`) : [];
    return [section.title ?? section.sectionId, ...figures, ...words].join('\n');
  });
  const { openUrl, unsubscribeUrl, attached = [], toFetch = [], missing = [] } = around;
  const files = [...attached, ...toFetch.map(({ name, url }) => `${name} ${url}`), ...missing.map((one) => `– ${one}`)];
  return [
    ...(run.late
      ? [
          `${formatMoment(language, run.late.dueAt, company.zone)} → ${formatMoment(language, run.late.startedAt, company.zone)}`,
        ]
      : []),
    `${run.title}\n${formatDays(language, period.from, period.to)}`,
    ...blocks,
    ...(files.length > 0 ? [files.join('\n')] : []),
    openUrl,
    ...(unsubscribeUrl === undefined ? [] : [unsubscribeUrl]),
  ].join('\n\n');
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

function mail(snapshot: Snapshot, around: Around): Promise<PrintedMail> {
  const { run, period, language } = snapshot;
  const text = textOf(snapshot, around);
  const mark = run.trigger === 'test' ? '[Test] ' : run.late ? '[Late] ' : '';
  const subject = `${mark}${run.title} · ${formatDays(language, period.from, period.to)}`.slice(0, 120);
  const html = `<!doctype html><html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}"><body><pre style="white-space:pre-wrap;font-family:inherit">${escaped(text)}</pre></body></html>`;
  return Promise.resolve({ subject, html, text, pictures: [] });
}

/** What prints reports. */
export const reportPrinters: Printers = {
  words: { value, days: formatDays },
  mail,
  file: (_, format) => Promise.reject(new Error(`nothing prints ${format}`)),
};
