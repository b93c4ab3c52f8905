import type { Words } from './en.ts';

export const de: Words = {
  title: 'Dokumente',
  none: 'Hier liegen keine Dateien.',
  add: 'Datei hinzufügen',
  file: 'Datei',
  fileHelp: (size) => `PDF, Bilder, Office-Dateien, Texte, E-Mails; höchstens ${size}.`,
  kind: 'Art',
  kinds: {
    contract: 'Vertrag',
    id: 'Ausweis',
    invoice: 'Rechnung',
    photo: 'Foto',
    service_report: 'Servicebericht',
    consent: 'Einwilligung',
    other: 'Sonstiges',
  },
  name: 'Datei',
  size: 'Größe',
  filed: 'Abgelegt',
  states: { pending: 'wird geprüft', ready: 'geprüft', rejected: 'abgelehnt' },
  send: 'Senden',
  sent: 'Die Datei ist da und wird geprüft',
  choose: 'Wählen Sie eine Datei.',
  notSent: 'Die Datei konnte nicht gesendet werden. Versuchen Sie es noch einmal.',
  faults: {
    type: (_size) => 'Dateien dieser Art werden nicht aufbewahrt.',
    empty: (_size) => 'Die Datei ist leer.',
    large: (size) => `Die Datei ist größer als ${size}.`,
  },
};
