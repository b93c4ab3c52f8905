import { counted } from '../../texts/texts.ts';
import type { Words } from './en.ts';

export const de: Words = {
  title: 'Sichtung',
  waiting: (n) => counted(n, { one: '# wartet auf eine Entscheidung', other: '# warten auf eine Entscheidung' }),
  old: (n) => counted(n, { other: '# seit mehr als 14 Tagen' }),
  nothing: 'Nichts wartet. Neues Feedback, über das zu entscheiden ist, erscheint hier.',
  record: 'Was gesagt wurde',
  decide: 'Was daraus wird',
  choices: { engineering: 'Entwicklung', roadmap: 'Roadmap', quick_win: 'Schnell erledigt', nothing: 'Nichts' },
  duplicate: 'Doppelt',
  voices: (n) => counted(n, { one: '# Person', other: '# Personen' }),
  open: 'Den Datensatz öffnen',
  details: 'Was darüber bekannt ist',
  impact: 'Tragweite',
  impacts: { high: 'hoch', medium: 'mittel', low: 'niedrig' },
  suggested: 'vorgeschlagen',
  oftenChanged: '– oft geändert',
  initiative: 'Mit einem Vorhaben verbinden',
  similar: 'Sagt dasselbe?',
  noSimilar: 'Nichts Ähnliches in 90 Tagen.',
  alike: (share) => `${share} gleich`,
  isDuplicate: 'Es ist ein Duplikat hiervon',
  changedMeanwhile: 'Jemand hat es inzwischen geändert.',
  tooLate: 'Dafür ist es zu spät: Zehn Minuten sind vorbei.',
};
