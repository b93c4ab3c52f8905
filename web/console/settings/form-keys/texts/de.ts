import type { Words } from './en.ts';

export const de: Words = {
  about:
    'Ein Formular auf einer eigenen Seite sendet Feedback ohne Anmeldung. Sein Schlüssel sagt, wessen es ist; sonst kann er nichts.',
  name: 'Wo das Formular steht',
  key: 'Schlüssel',
  perMinute: 'Einsendungen je Minute, höchstens',
  created: 'Angelegt',
  create: 'Neues Formular',
  none: 'Noch kein Formular. Legen Sie eines an und setzen Sie sein HTML in eine Seite: was gesendet wird, steht in Ihrem Feedback.',
  embed: 'Einbetten',
  embedTitle: (name) => `Formular: ${name}`,
  embedHelp:
    'Setzen Sie das in Ihre Seite. Das Feld, das niemand sieht, fängt Roboter. Worte und Aussehen sind frei; die Namen der Felder bleiben.',
  snippet: 'HTML',
  address: 'Adresse für Skripte',
  revoke: 'Widerrufen',
  revokeTitle: (name) => `„${name}“ widerrufen?`,
  revokeHelp:
    'Sein Formular wird ab dann abgewiesen. Um einen Schlüssel zu wechseln: neuen anlegen, in die Seite setzen, dann den alten widerrufen.',
  revoked: 'Widerrufen',
  words: {
    question: 'Was sollen wir wissen?',
    rating: 'Wie war es?',
    email: 'E-Mail, falls Sie eine Antwort möchten',
    send: 'Senden',
    thanks: 'Danke.',
    failed: 'Das hat nicht geklappt. Bitte noch einmal versuchen.',
  },
};
