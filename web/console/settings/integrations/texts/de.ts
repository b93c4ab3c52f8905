import type { Words } from './en.ts';
import { counted } from '../../../texts/texts.ts';

export const de: Words = {
  about: 'Antworten aus anderen Produkten, und Arbeitslisten außerhalb, die Einträge übernehmen.',
  hooks: 'Eingehende Hooks',
  hooksAbout: 'Typeform und Delighted senden ihre Antworten an eine Adresse von uns.',
  noHooks:
    'Noch kommt nichts aus anderen Produkten. Legen Sie einen Hook an und geben Sie Typeform oder Delighted seine Adresse.',
  newHook: 'Neuer Hook',
  preset: 'Wer sendet',
  name: 'Name',
  perMinute: 'Anfragen je Minute, höchstens',
  secret: 'Geheimnis',
  secretHelp: 'Delighted: dessen API-Schlüssel. Typeform: leer wird eines erzeugt.',
  address: 'Adresse für den Sender',
  refused: (n) =>
    counted(n, {
      one: '# Anfrage mit falscher Signatur wurde abgewiesen.',
      other: '# Anfragen mit falscher Signatur wurden abgewiesen.',
    }),
  received: 'Eingegangen',
  noneReceived: 'Noch ist nichts eingegangen.',
  states: {
    received: 'eingegangen',
    taken: 'übernommen',
    skipped: 'übersprungen',
    scale_unknown: 'Skala unbekannt',
    refused: 'abgelehnt',
  },
  again: 'Erneut übernehmen',
  taken: 'Wird erneut übernommen',
  when: 'Wann',
  type: 'Art',
  state: 'Zustand',
  trackers: 'Tracker',
  trackersAbout:
    'Arbeitslisten außerhalb: Einträge werden per Webhook übergeben, und der Tracker meldet, was daraus wurde.',
  noTrackers: 'Noch ist keine Arbeitsliste verbunden. Erst einen Webhook dafür anlegen, dann einen Tracker.',
  newTracker: 'Neuer Tracker',
  endpoint: 'Webhook für Übergaben',
  text: 'Gesendete Texte',
  textKinds: {
    none: 'keine',
    masked: 'ohne Personenbezogenes',
    full: 'alle',
  },
  statusMap: 'Was seine Zustände hier bedeuten',
  statusMapHelp: 'Je Zeile, ihr Zustand: unserer. Unsere: triaged, planned, in_progress, shipped, wont_do',
  referencePath: 'Wo seine Antwort die Referenz nennt',
  referenceHelp: 'Leer: externalRef',
  mayNotify: 'Wer um ein Vorhaben bat, erfährt, wenn er es bewegt',
  remove: (name) => `„${name}“ löschen?`,
  removeHelp: 'Was er sendet, wird ab dann abgewiesen.',
  mapping: 'Fragen und was daraus wird',
  mappingHelp: 'Je Zeile, Frage: Feld. Bei einem Wert auch Maß und Skala: q1: score nps 0 10',
};
