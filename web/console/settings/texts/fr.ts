import type { Words } from './en.ts';

export const fr: Words = {
  title: 'Paramètres',
  sections: 'Paramètres',
  names: {
    company: 'Entreprise',
    people: 'Personnes et rôles',
    formKeys: 'Formulaires',
    audit: 'Journal d’audit',
    webhooks: 'Webhooks',
    integrations: 'Intégrations',
    taxonomy: 'Taxonomie',
    calendar: 'Heures d’ouverture',
    notifications: 'Mes notifications',
    benchmarks: 'Valeurs de référence',
    goals: 'Objectifs',
    privacy: 'Confidentialité',
  },
  about: {
    company: 'Fuseau horaire, règles d’envoi, confidentialité, analyse, ce qui compte comme écart',
    people: 'Qui travaille ici, et ce que chaque rôle peut faire',
    formKeys: 'Formulaires d’avis sur vos pages',
    audit: 'Qui a modifié quoi, et quand',
    webhooks: 'Où les événements sont envoyés, et ce qu’il en est advenu',
    integrations: 'Réponses venues d’autres produits, et listes de travail externes',
    taxonomy: 'Catégories et thèmes, essayés sur des textes avant de compter',
    calendar: 'Quand on travaille, et jours fériés',
    notifications: 'Comment vous êtes prévenu des alertes',
    benchmarks: 'Valeurs publiées à côté des vôtres',
    goals: 'Ce qu’un chiffre doit être à une date',
    privacy: 'Ce qu’une personne permet, et demandes d’effacement',
  },
};
