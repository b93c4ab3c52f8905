import type { Words } from './en.ts';

export const de: Words = {
  title: 'Einstellungen',
  sections: 'Einstellungen',
  names: {
    company: 'Firma',
    people: 'Personen und Rollen',
    formKeys: 'Formulare',
    audit: 'Protokoll',
    webhooks: 'Webhooks',
    integrations: 'Anbindungen',
    taxonomy: 'Taxonomie',
    calendar: 'Geschäftszeiten',
    notifications: 'Meine Benachrichtigungen',
    benchmarks: 'Vergleichswerte',
    goals: 'Ziele',
    privacy: 'Datenschutz',
  },
  about: {
    company: 'Zeitzone, Versandregeln, Datenschutz, Analyse, was als Unterschied gilt',
    people: 'Wer hier arbeitet, und was jede Rolle darf',
    formKeys: 'Feedbackformulare auf eigenen Seiten',
    audit: 'Wer was wann geändert hat',
    webhooks: 'Wohin Ereignisse gesendet werden, und was daraus wurde',
    integrations: 'Antworten aus anderen Produkten und Arbeitslisten außerhalb',
    taxonomy: 'Kategorien und Themen, vor dem Speichern an vorhandenen Texten erprobt',
    calendar: 'Wann gearbeitet wird, und Feiertage',
    notifications: 'Wie Sie von Alarmen erfahren',
    benchmarks: 'Veröffentlichte Werte neben den eigenen',
    goals: 'Was eine Zahl bis zu einem Tag sein soll',
    privacy: 'Was jemand erlaubt, und Anträge auf Löschung',
  },
};
