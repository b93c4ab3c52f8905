/** What customers of the demo company say: by language, by topic, and by how the matter went. */
export type Mood = 'good' | 'fair' | 'bad';
export type Topic = 'billing' | 'delivery' | 'product' | 'account' | 'support';
type Phrases = Record<Topic, Record<Mood, readonly string[]>>;

const en: Phrases = {
  billing: {
    good: [
      'The wrong invoice was corrected within the hour, and the refund was on my card the next morning. Excellent service!',
      'Switching to yearly billing was easy and the credit for the old plan was right to the cent. Thank you.',
    ],
    fair: [
      'The refund took nine days. It did arrive, but I had to ask for it twice.',
      'My question about the invoice was answered. I would have liked to find that in the help pages.',
    ],
    bad: [
      'I was charged twice again this month and nobody can tell me why. This is frustrating, I want my money back.',
      'Your price went up by a third without a word of warning. I am very disappointed and will cancel.',
    ],
  },
  delivery: {
    good: [
      'Ordered on Monday, here on Tuesday, well packed. Great!',
      'The driver called ahead and even carried it upstairs. Wonderful, friendly people.',
    ],
    fair: [
      'It came two days late but in good shape. A message about the delay would have helped.',
      'The tracking page still says "in transit" although the parcel is on my table.',
    ],
    bad: [
      'Third delivery date missed. I took a day off for nothing. Terrible.',
      'The box arrived open and the screen was broken. I am angry that I have to prove this was not me.',
    ],
  },
  product: {
    good: [
      'The new report builder saves me half a day every month. I love it.',
      'Fast, clear, does what it promises. Our whole team likes working with it.',
    ],
    fair: [
      'Good tool, but exports over 10,000 rows should not need three attempts.',
      'It would be nice to have a dark mode, and filters that stay when I come back.',
    ],
    bad: [
      'The app crashes whenever I open a shared dashboard. It has been like this since the last update. Awful.',
      'Search finds nothing, the calendar is confusing, and saving fails without a message. Very poor.',
    ],
  },
  account: {
    good: [
      'Locked myself out on a Sunday evening and was back in ten minutes. Impressive and kind support.',
      'Adding five colleagues took two minutes. Very smooth, thanks.',
    ],
    fair: [
      'The password mail came after twenty minutes. Works now.',
      'Changing the owner of our account needed a signed letter. Safe, but slow.',
    ],
    bad: [
      'I cannot log in, the code never arrives, and the hotline hangs up after ten minutes. Unacceptable.',
      'You deleted a colleague’s account by mistake and their work is gone. This is a disaster for us.',
    ],
  },
  support: {
    good: [
      'Patient, friendly and competent: the problem was solved in one call. Thank you so much!',
      'The agent really listened and explained everything clearly. Best support I have had in years.',
    ],
    fair: [
      'The answer was right in the end, but three people asked me the same questions.',
      'Chat was quick; the solution came a day later by mail.',
    ],
    bad: [
      'Forty minutes in the queue, then I was cut off. I will tell everybody I know.',
      'I got a copied answer that has nothing to do with my question. Useless, and rude on top.',
    ],
  },
};

const de: Partial<Phrases> = {
  billing: {
    good: ['Die falsche Rechnung war nach einer Stunde korrigiert. Sehr guter Service, vielen Dank!'],
    fair: ['Die Gutschrift kam nach neun Tagen. In Ordnung, aber ich musste zweimal fragen.'],
    bad: ['Schon wieder doppelt abgebucht, und niemand kann mir sagen, warum. Sehr ärgerlich.'],
  },
  support: {
    good: ['Freundlich, geduldig und kompetent. Das Problem war sofort gelöst!'],
    fair: ['Die Antwort war richtig, aber ich habe alles dreimal erklärt.'],
    bad: ['Vierzig Minuten Warteschleife, dann war die Verbindung weg. Eine Katastrophe.'],
  },
};

const es: Partial<Phrases> = {
  delivery: {
    good: ['Llegó en un día y muy bien embalado. ¡Excelente!'],
    fair: ['Llegó dos días tarde, pero en buen estado.'],
    bad: ['Es la tercera vez que no cumplen la fecha de entrega. Muy mal servicio.'],
  },
  support: {
    good: ['El agente fue muy amable y lo resolvió todo a la primera. ¡Gracias!'],
    fair: ['La respuesta fue correcta, aunque tardó demasiado.'],
    bad: ['Nadie responde a mis correos. Estoy muy decepcionado.'],
  },
};

const fr: Partial<Phrases> = {
  product: {
    good: ['Un outil rapide et clair, toute l’équipe en est ravie. Merci !'],
    fair: ['Bon produit, mais l’export est trop lent.'],
    bad: ['L’application plante à chaque ouverture du tableau partagé. C’est horrible.'],
  },
  account: {
    good: ['Accès rétabli en dix minutes un dimanche soir. Bravo !'],
    fair: ['Le courriel est arrivé après vingt minutes. Cela fonctionne maintenant.'],
    bad: ['Impossible de me connecter, le code n’arrive jamais. Inacceptable.'],
  },
};

export const phrases: Record<'en' | 'de' | 'es' | 'fr', Partial<Phrases>> = { en, de, es, fr };
