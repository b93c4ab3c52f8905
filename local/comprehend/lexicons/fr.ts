import type { Valences } from './valences.ts';

/** Own lexicon of French customer language. */
export const french: Valences = [
  [
    -3,
    `horrible*, terrible*, catastroph*, lamentable*, honteu*, honte, arnaque*, arnaqu*, escroc*, fraude*, vol, voleur*, scandal*, inacceptable*, inadmissible*, dégoûtant*, degoutant*, infect*, immonde*,
    inutilisable*, nul, nulle, nuls, nulles, pire*, plus jamais, jamais plus, cauchemar*, exécrable*, affreu*, abominable*, déteste*, haine, minable*, désastre*, désastreu*, fuyez, à fuir, à éviter, perte de temps, perte d' argent, immangeable*, odieu*`,
  ],
  [
    -2,
    `mauvais*, mal, cassé*, cass*, défectueu*, panne*, décev*, déçu*, decu*, déception*, frustr*, énerv*, agac*, colère, furieu*, fâch*, impoli*, désagréable*, malpoli*, incompéten*, non professionnel*,
    bug*, plant*, erreur*, échec*, échou*, ne fonctionne, ne marche, fonctionne pas, marche pas, ne répond*, répond pas, aucune réponse, sans réponse, pas de réponse, aucune nouvelle, abîmé*, endommagé*, sale*, hors de prix, trop cher*, plainte*, réclam*,
    ignor*, insatisf*, mécontent*, mensonge*, menteu*, abus*, perdu*, annul*, bloqu*, triste*, moche*, ennuyeu*, ridicule*, insupportable*, périmé*, brûlé*, fade*, insipide*, médiocre*, inefficace*, inutile*, pénible*, regrett*, déconseill*, ne recommande, recommande pas, bâclé*, pourri*, merd*, scandaleu*, débité deux fois`,
  ],
  [
    -1,
    `lent*, retard*, tard, attend*, attente*, attendu*, cher*, problème*, probleme*, difficile*, compliqu*, confus*, manque*, manqu*, rembours*, retourn*, renvoy*, bruyant*, bruit*, froid*, petit*, moyen*, dommage, malheureusement, insuffisant*, inconfortable*, toujours pas, pas encore, obsolète*, vieillot*, lourd*, peu clair*, personne, souci*`,
  ],
  [
    1,
    `bien, ok, correct*, rapide*, rapidement, facile*, facilement, simple*, clair*, propre*, frais, fraîche*, ponctuel*, poli*, utile*, pratique*, fonctionne*, marche, résolu*, réglé*, réparé*, abordable*, raisonnable*, juste*, sûr*, confortable*, intéressant*, fluide*, aid*, efficace*, stable*`,
  ],
  [
    2,
    `bon, bonne, bons, bonnes, mieux, meilleur*, gentil*, aimable*, sympa*, accueillant*, attenti*, serviable*, compétent*, professionnel*, fiable*, satisf*, content*, recommande*, conseille*, merci*, remerci*, aime*, plaisir, plaît, joli*, beau*, belle*, délicieu*, savoureu*, heureu*, ravi*, qualité, vaut le coup, très bien, agréable*, chaleureu*, impressionn*, intuiti*, régal*`,
  ],
  [
    3,
    `excellent*, fantastique*, merveilleu*, parfait*, incroyable*, génial*, géniaux, super, magnifique*, extraordinaire*, formidable*, exceptionnel*, impeccable*, adore*, top, irréprochable*, remarquable*, au top, splendide*, sublime*, brillant*, parfaitement`,
  ],
];
