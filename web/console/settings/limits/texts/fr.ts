import type { Words } from './en.ts';

export const fr: Words = {
  about: 'À quelle fréquence, quand et sur quoi on écrit aux clients.',
  panel: 'Limites des messages',
  caps: 'Au plus tant de messages par personne',
  capsHelp:
    'Sur des jours glissants. La plus stricte qui convient s’applique ; les réponses à une personne ne comptent jamais.',
  addCap: 'Ajouter une limite',
  anyPurpose: 'Tout ce qui compte',
  anyChannel: 'Tout canal',
  max: 'Messages',
  days: 'Jours',
  atMost: (max, days) => `au plus ${max} en ${days} jours`,
  surveysCount: 'Les enquêtes comptent',
  surveysCountHelp: 'En plus de leur propre délai de repos. Les rappels ne comptent jamais.',
  quiet: 'Heures de silence',
  quietHelp: 'À l’heure du destinataire, si son fuseau est connu ; ce qui est dû alors part à leur fin.',
  noQuiet: 'aucune',
  from: 'De',
  to: 'À',
  topics: 'Thèmes',
  topicsHelp: 'Ce que les clients peuvent vouloir ou non. S’il n’y en a pas, leurs préférences peuvent tout nommer.',
  noTopics: 'aucun',
  addTopic: 'Ajouter un thème',
  topicName: 'Nom court',
  topicLabel: 'Comme on le lit',
};
