import type { Valences } from './valences.ts';

/** Own, smaller lexicon of Italian customer language. */
export const italian: Valences = [
  [
    -3,
    `orribil*, terribil*, pessim*, schif*, disgustos*, truff*, frode, frodi, furto, vergogn*, inaccettabil*, disastr*, spazzatura, inutilizzabil*, peggior*, peggio, mai più, odio, incubo, penos*, scandalos*, indecent*`,
  ],
  [
    -2,
    `mal, male, cattiv*, brutt*, rott*, difettos*, guast*, delu*, frustr*, arrabbiat*, irrit*, fastidi*, maleducat*, scortes*, incompetent*, errore, errori, non funzion*, non risp*, non consiglio, nessuna risposta, danneggiat*, sporc*, carissim*, reclam*, lament*, ignor*, insoddisf*, bugi*, addebitato due volte, pers*, annull*, trist*, noios*, inutil*, bloccat*, scadent*, ridicol*, blocca`,
  ],
  [
    -1,
    `lent*, ritard*, tardi, attes*, aspett*, caro, cara, cari, problem*, difficil*, complicat*, confus*, manca*, rimbors*, restitu*, rumoros*, fredd*, piccol*, purtroppo, peccato, insufficient*, scomod*, ancora non`,
  ],
  [
    1,
    `bene, ok, corrett*, veloc*, rapid*, facil*, semplic*, chiar*, pulit*, fresc*, puntual*, educat*, util*, pratic*, funziona*, risolt*, economic*, giust*, sicur*, comod*, aiut*`,
  ],
  [
    2,
    `buon*, miglior*, gentil*, simpatic*, attent*, disponibil*, efficient*, professional*, affidabil*, soddisf*, content*, consiglio, consigliat*, grazie, ringrazi*, piac*, bell*, gustos*, delizios*, felic*, qualità, ne vale la pena, gradevol*, molto bene, cortes*`,
  ],
  [
    3,
    `eccellent*, fantastic*, meraviglios*, perfett*, incredibil*, spettacolar*, ottim*, genial*, magnific*, straordinari*, impeccabil*, amo, adoro, eccezional*, stupend*, top`,
  ],
];
