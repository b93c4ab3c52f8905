import type { Words } from './en.ts';

export const fr: Words = {
  about:
    'Un formulaire sur une de vos pages envoie des avis sans connexion. Sa clé dit à qui il est, et ne permet rien d’autre.',
  name: 'Où se trouve le formulaire',
  key: 'Clé',
  perMinute: 'Envois par minute, au plus',
  created: 'Créée',
  create: 'Nouveau formulaire',
  none: 'Pas encore de formulaire. Créez-en un et mettez son HTML dans une page : ce qu’on envoie est dans vos avis.',
  embed: 'Intégrer',
  embedTitle: (name) => `Formulaire : ${name}`,
  embedHelp:
    'Mettez ceci dans votre page. Le champ invisible piège les robots. Changez mots et aspect ; gardez les noms des champs.',
  snippet: 'HTML',
  address: 'Adresse pour les scripts',
  revoke: 'Révoquer',
  revokeTitle: (name) => `Révoquer « ${name} » ?`,
  revokeHelp:
    'Son formulaire est refusé dès lors. Pour changer de clé : créez-en une, mettez-la dans la page, puis révoquez l’ancienne.',
  revoked: 'Révoquée',
  words: {
    question: 'Que devrions-nous savoir ?',
    rating: 'C’était comment ?',
    email: 'E-mail, si vous voulez une réponse',
    send: 'Envoyer',
    thanks: 'Merci.',
    failed: 'Cela n’a pas marché. Veuillez réessayer.',
  },
};
