import type { Words } from './en.ts';

export const fr: Words = {
  title: 'Documents',
  none: 'Aucun fichier ici.',
  add: 'Ajouter un fichier',
  file: 'Fichier',
  fileHelp: (size) => `PDF, images, fichiers Office, textes, e-mails ; ${size} au plus.`,
  kind: 'Type',
  kinds: {
    contract: 'contrat',
    id: 'pièce d’identité',
    invoice: 'facture',
    photo: 'photographie',
    service_report: 'rapport d’entretien',
    consent: 'consentement',
    other: 'autre',
  },
  name: 'Fichier',
  size: 'Taille',
  filed: 'Déposé',
  states: { pending: 'en cours de contrôle', ready: 'contrôlé', rejected: 'refusé' },
  send: 'Envoyer',
  sent: 'Le fichier est arrivé et va être contrôlé',
  choose: 'Choisissez un fichier.',
  notSent: 'Le fichier n’a pas pu être envoyé. Réessayez.',
  faults: {
    type: (_size) => 'Les fichiers de ce type ne sont pas conservés.',
    empty: (_size) => 'Le fichier est vide.',
    large: (size) => `Le fichier dépasse ${size}.`,
  },
};
