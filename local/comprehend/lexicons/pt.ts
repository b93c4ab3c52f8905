import type { Valences } from './valences.ts';

/** Own, smaller lexicon of Portuguese customer language. */
export const portuguese: Valences = [
  [
    -3,
    `horrível, horríveis, terrível, terríveis, péssim*, nojent*, fraude*, golpe*, roubo, vergonha, vergonhos*, inaceitável, desastre*, lixo, inútil, inúteis, pior, piores, nunca mais, odeio, odiei, pesadelo*, lamentável, enganad*, inadmissível`,
  ],
  [
    -2,
    `mau, má, maus, más, ruim, ruins, quebrad*, defeit*, decepcion*, desapont*, frustr*, irrit*, chatead*, furios*, grosseir*, incompetent*, falh*, erro, erros, não funciona*, não responde*, não recomendo, sem resposta, danificad*, suj*, caríssim*, reclam*, ignor*, insatisfeit*, mentir*, cobraram duas vezes, cobrado duas vezes, perdid*, cancel*, trist*, feio, feia, chat*, travand*, trava, estragad*`,
  ],
  [
    -1,
    `lent*, atras*, demor*, esper*, caro, cara, caros, caras, problema*, difícil, difíceis, complicad*, confus*, falta*, devolv*, reembols*, barulh*, frio, fria, pequen*, infelizmente, regular, insuficient*, desconfortável, ainda não`,
  ],
  [
    1,
    `bem, ok, correto*, rápid*, fácil, fáceis, simples, clar*, limp*, fresc*, pontual, educad*, útil, úteis, prátic*, funciona*, resolv*, barat*, justo*, segur*, confortável, ajud*`,
  ],
  [
    2,
    `bom, boa, bons, boas, melhor*, gentil, simpátic*, atencios*, prestativ*, eficient*, profissiona*, confiável, satisfeit*, content*, recomend*, obrigad*, agradeç*, gost*, bonit*, gostos*, delicios*, feliz, felizes, qualidade, vale a pena, agradável, muito bom`,
  ],
  [
    3,
    `excelent*, fantástic*, maravilhos*, perfeit*, incrível, incríveis, espetacular*, ótim*, otim*, genial, magnífic*, extraordinári*, impecável, amo, amei, adoro, adorei, sensacional, show`,
  ],
];
