import type { SurveyAnalytics } from '../../../shared/survey-analytics/survey.analytics.schema.ts';
import { formatCount, formatValue } from '../../chart/format.ts';
import { Panel } from '../kit/page.tsx';
import { DataTable } from '../kit/table.tsx';
import { spoken } from '../texts/console.ts';
import { useTemplateName } from './parts.tsx';
import { surveysTexts } from './texts/texts.ts';

type Props = { analytics: SurveyAnalytics; templateId: string | undefined };

/** How each question was answered; texts are only counted, and what is below the anonymity floor is not shown. */
export function QuestionResults({ analytics, templateId }: Props) {
  const s = surveysTexts();
  const nameOf = useTemplateName();
  const rows = analytics.questions.filter((one) => templateId === undefined || one.templateId === templateId);
  if (rows.length === 0) return null;
  return (
    <Panel title={s.results.title}>
      <DataTable
        caption={s.results.title}
        rows={rows}
        keyOf={(row) => `${row.templateId} ${row.questionId}`}
        columns={[
          {
            name: s.results.question,
            cell: (row) => (
              <>
                <bdi className="cell">{row.question}</bdi>
                {templateId === undefined && (
                  <span className="note beside">
                    <bdi>{nameOf(row.templateId)}</bdi>
                  </span>
                )}
              </>
            ),
          },
          {
            name: s.answers,
            number: true,
            cell: ({ n, withheld }) => (withheld ? s.results.withheld : formatCount(spoken(), n)),
          },
          {
            name: s.results.mean,
            number: true,
            cell: ({ mean }) => (mean === undefined || mean === null ? '–' : formatValue(spoken(), 'score 1–5', mean)),
          },
          {
            name: s.results.byAnswer,
            cell: ({ counts }) => (
              <span className="tags">
                {Object.entries(counts).map(([answer, count]) => (
                  <span key={answer} className="tag">
                    <bdi>{answer}</bdi>: {formatCount(spoken(), count)}
                  </span>
                ))}
              </span>
            ),
          },
        ]}
      />
    </Panel>
  );
}

/** Whose gateways press buttons in mails: their answers wait for release. */
export function Scanners({ scanners }: Pick<SurveyAnalytics, 'scanners'>) {
  const s = surveysTexts();
  if (scanners.length === 0) return null;
  return (
    <Panel title={s.results.scanners}>
      <DataTable
        caption={s.results.scanners}
        rows={scanners}
        keyOf={({ domain }) => domain}
        columns={[
          { name: s.results.domain, cell: ({ domain }) => <bdi>{domain}</bdi> },
          { name: s.sent, number: true, cell: ({ sent }) => formatCount(spoken(), sent) },
          { name: s.results.scanned, number: true, cell: ({ scanned }) => formatCount(spoken(), scanned) },
        ]}
      />
    </Panel>
  );
}
