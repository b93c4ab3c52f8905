import type { Settings } from '../../../../shared/company/settings.schema.ts';
import { languageName, timeZones, weekdayName } from '../../kit/names.ts';
import { flagField, listField, numberField, pickField, type RecordField, textField } from '../../kit/record-fields.tsx';
import { analysedLanguages } from '../names.ts';
import { sendingWindow } from './sending-window.tsx';
import { companyTexts } from './texts/texts.ts';

export type Section = { id: string; title: string; about?: string; fields: readonly RecordField[] };

type Margin = keyof Settings['comparison']['margins'];
const margins: readonly Margin[] = ['nps', 'percentages', 'csat_avg', 'ces_avg', 'net_sentiment', 'counts'];
const weekStarts: readonly [Settings['weekStart'], number][] = [
  ['monday', 1],
  ['saturday', 6],
  ['sunday', 7],
];

/** What a company decides, in parts that are saved one by one. */
export function companySections(): Section[] {
  const c = companyTexts();
  return [
    {
      id: 'time',
      title: c.time,
      about: c.timeAbout,
      fields: [
        textField('timeZone', c.timeZone, { options: timeZones() }),
        textField('dayBoundary', c.dayBoundary, { type: 'time' }),
        pickField(
          'weekStart',
          c.weekStart,
          weekStarts.map(([value, day]) => ({ value, name: weekdayName(day) })),
        ),
      ],
    },
    {
      id: 'surveys',
      title: c.surveys,
      about: c.surveysAbout,
      fields: [
        numberField('surveys/quietPeriodDays', c.quietPeriodDays, { min: 0, max: 365 }),
        numberField('surveys/dailyCap', c.dailyCap, { min: 1, help: c.noLimit }),
        flagField('surveys/consentRequired', c.consentRequired),
        sendingWindow('surveys/sendingWindow'),
      ],
    },
    {
      id: 'privacy',
      title: c.privacy,
      about: c.privacyAbout,
      fields: [
        flagField('privacy/maskPii/lists', c.maskLists),
        flagField('privacy/maskPii/exports', c.maskExports),
        numberField('privacy/anonymityFloor', c.anonymityFloor, { min: 2, max: 100 }),
      ],
    },
    {
      id: 'analysis',
      title: c.analysis,
      about: c.analysisAbout,
      fields: [
        flagField('analysis/enabled', c.enabled),
        flagField('analysis/translation/enabled', c.translate),
        numberField('analysis/monthlyBudgetUnits', c.budgetUnits, { min: 0, help: c.noLimit }),
        numberField('analysis/translation/monthlyBudgetCharacters', c.translateBudget, { min: 0, help: c.noLimit }),
        pickField(
          'analysis/defaultLanguage',
          c.defaultLanguage,
          analysedLanguages.map((value) => ({ value, name: languageName(value) })),
          { none: '–' },
        ),
      ],
    },
    {
      id: 'margins',
      title: c.margins,
      about: c.marginsAbout,
      fields: margins.map((name) =>
        numberField(`comparison/margins/${name}`, c.marginNames[name], { min: 0, step: 'any' }),
      ),
    },
    {
      id: 'reports',
      title: c.reports,
      about: c.reportsAbout,
      fields: [
        flagField('reports/allowOutside', c.allowOutside),
        flagField('reports/publicLinks', c.publicLinks),
        numberField('reports/linkDays', c.linkDays, { min: 1, max: 90 }),
        listField('reports/domains', c.domains, { help: c.domainsHelp }),
      ],
    },
    {
      id: 'dashboards',
      title: c.dashboards,
      fields: [flagField('dashboards/managersSeeOwnTeamsOnly', c.ownTeams, { wide: true })],
    },
    { id: 'triage', title: c.triage, fields: [listField('triage/topTiers', c.topTiers, { help: c.topTiersHelp })] },
  ];
}
