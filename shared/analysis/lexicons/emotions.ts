import type { Emotion } from '../analysis.schema.ts';

/**
 * Own lexicon of words that show a feeling. `*` stands for any ending, several words are one term. Terms name the
 * feeling or what is said only when it is felt; what merely causes it ("slow", "broken") is left to sentiment.
 */
export type EmotionTerms = readonly (readonly [Emotion, string])[];

export const emotionTerms: Readonly<Record<string, EmotionTerms>> = {
  en: [
    [
      'joy',
      `happy, happily, happier, glad, gladly, joy*, delight*, pleased, pleasant*, love, loved, loves, loving, enjoy*, thrilled, excited, excitement, exciting, cheerful, fun, ecstatic, wonderful*, amazing, awesome, fantastic, brilliant, yay, woohoo, made my day, over the moon, can't wait, perfect, great experience`,
    ],
    [
      'gratitude',
      `thank, thanks, thank you, can't thank, cannot thank, thx, grateful, gratitude, appreciate*, appreciation, many thanks, cheers to, indebted, kudos, shout out, shoutout, hats off`,
    ],
    [
      'trust',
      `trust*, reliable, reliably, dependable, rely on, count on, confident, confidence, faith in, reassur*, honest, honestly helped, transparent, loyal, safe hands, keep their word, kept their word, never let me down, always there`,
    ],
    [
      'surprise',
      `surpris*, unexpected*, astonish*, astound*, shock*, wow, whoa, didn't expect, did not expect, never expected, out of nowhere, all of a sudden, to my amazement, unbelievabl*, can't believe, cannot believe, blown away, speechless`,
    ],
    [
      'confusion',
      `confus*, unclear, puzzl*, baffl*, perplex*, don't understand, do not understand, didn't understand, can't understand, can't figure out, cannot figure out, couldn't figure out, makes no sense, doesn't make sense, does not make sense, no idea how, no idea what, no idea why, not sure how, not sure what, not sure why, what does it mean, ambiguous, misleading, contradict*, hard to understand, hard to follow, lost in the menu, unsure`,
    ],
    [
      'frustration',
      `frustrat*, annoy*, irritat*, fed up, sick of, tired of, had enough, keeps happening, keeps crashing, keeps failing, keep having to, have to keep, over and over, again and again, yet again, for the third time, third time, every single time, still not, still waiting, still no, no one helps, going in circles, runaround, run around, pain in the, hassle, tedious, exhausting, waste of time, waste of my time, wasted hours, wasted my, stuck for, ridiculous, aggravat*, impossible to reach, impossible to`,
    ],
    [
      'disappointment',
      `disappoint*, let down, letdown, underwhelm*, expected more, expected better, hoped for more, hoped for better, had hoped, high hopes, fell short, falls short, not what i expected, not as advertised, not as described, below expectations, unfortunately, regret*, shame that, what a shame, used to be better, used to be good, gone downhill, not worth, not impressed, unimpressed, dissatisf*, unsatisf*, poor experience`,
    ],
    [
      'anger',
      `angry, anger*, furious, fury, outrag*, livid, enraged, rage, raging, infuriat*, mad at, pissed, disgust*, disgrace*, unacceptable, appalling, how dare, scandal*, insult*, hate, hated, hates, hatred, scam*, rip off, ripoff, ripped off, thieves, theft, fraud*, liars, lied to, lying, incompetent, shameful, shame on, demand a refund, demand my, speak to a manager, report you, sue, lawyer`,
    ],
    [
      'sadness',
      `sad, sadly, sadden*, sadness, unhappy, heartbroken, heartbreaking, depress*, miserable, upset*, cry, cried, crying, tears, sorrow, grief, griev*, gloomy, hopeless, hurt, miss the old, sorry to see, sorry to leave, passed away`,
    ],
    [
      'fear',
      `afraid, fear*, scared, scary, worried, worry, worries, worrying, anxious, anxiety, nervous, concerned, concern, concerning, concerns, terrified, terrifying, panic*, frighten*, unsafe, dangerous, danger, threat*, insecure, risk of, at risk, hacked, not feel safe, don't feel safe, security breach`,
    ],
  ],
  de: [
    [
      'joy',
      `glücklich*, froh*, freu*, erfreu*, begeister*, liebe, lieben, geliebt, wunderbar*, fantastisch*, großartig*, toll*, super, herrlich*, spaß, genial*, perfekt*, klasse, happy, juhu, hurra`,
    ],
    ['gratitude', `dank*, danke, vielen dank, herzlichen dank, bedanke*, wertschätz*, verbunden`],
    [
      'trust',
      `vertrau*, verlässlich*, zuverlässig*, verlassen kann, ehrlich*, seriös*, gut aufgehoben, zuversichtlich, transparent*, wort gehalten, sicher aufgehoben`,
    ],
    [
      'surprise',
      `überrasch*, unerwartet*, erstaun*, verblüff*, wow, schockier*, unglaublich*, kaum zu glauben, damit habe ich nicht gerechnet, nicht erwartet, sprachlos, plötzlich`,
    ],
    [
      'confusion',
      `verwirr*, unklar*, unverständlich*, verstehe nicht, verstehe ich nicht, nicht verstanden, missverständlich*, widersprüchlich*, keine ahnung, ratlos*, unübersichtlich*, ergibt keinen sinn, macht keinen sinn, nicht nachvollziehbar, durcheinander, irreführend*, weiß nicht wie, weiß nicht was`,
    ],
    [
      'frustration',
      `frust*, nerv*, genervt, habe es satt, bin es leid, ständig, schon wieder, immer wieder das, zum dritten mal, jedes mal, immer noch nicht, immer noch keine, warte seit, warte noch, warten seit, mühsam*, umständlich*, zeitverschwendung, im kreis, ärgerlich*, lästig*, anstrengend*, unmöglich zu`,
    ],
    [
      'disappointment',
      `enttäusch*, mehr erwartet, besseres erwartet, mehr erhofft, leider, schade, unzufrieden*, bereue*, bedauer*, nicht wie beschrieben, nachgelassen, hatte gehofft, früher besser, war mal besser, unter den erwartungen, nicht überzeugt`,
    ],
    [
      'anger',
      `wütend*, wut, sauer, zornig*, empör*, verärgert*, ärger*, unverschämt*, frechheit, skandal*, dreist*, betrug*, betrüg*, abzocke*, hasse*, hass, unzumutbar*, inakzeptabel*, beleidig*, anwalt, anzeige, verarsch*, lüge*, gelogen, belogen, saftladen, unverantwortlich*`,
    ],
    [
      'sadness',
      `traurig*, trauer*, unglücklich*, weine*, geweint, tränen, deprimier*, niedergeschlagen*, verzweifel*, hoffnungslos*, betrübt*, verstorben*, todesfall`,
    ],
    [
      'fear',
      `angst, ängst*, sorge*, sorgen, besorgt*, befürcht*, fürchte*, panik*, beunruhig*, unsicher*, gefährlich*, gefahr*, bedroh*, gehackt*, nervös*, bedenken, riskant*`,
    ],
  ],
  es: [
    [
      'joy',
      `feliz, felices, felicidad, content*, alegr*, encant*, disfrut*, amo, adoro, maravillos*, fantástic*, genial*, perfect*, divertid*, ilusionad*, emocionad*, qué bien`,
    ],
    ['gratitude', `gracias, agradec*, agradezco, agradecid*, mil gracias, muchas gracias, aprecio, gratitud`],
    [
      'trust',
      `confío, confiar, confiable*, confianza, fiable*, de fiar, honest*, sincer*, transparen*, segur* de, cumplen, cumplier*, siempre puedo contar, tranquil*`,
    ],
    [
      'surprise',
      `sorpres*, sorprend*, inesperad*, asombr*, increíble*, wow, no me lo esperaba, no esperaba, de repente, no lo puedo creer, no puedo creer, impactad*, boquiabiert*`,
    ],
    [
      'confusion',
      `confus*, confund*, no entiendo, no entendí, no se entiende, no comprendo, no queda claro, no está claro, poco clar*, contradict*, no tiene sentido, no sé cómo, no sé qué, no sé por qué, lioso, liosa, lío, engañoso, engañosa, perdido en`,
    ],
    [
      'frustration',
      `frustr*, hart*, cansad* de, molest*, fastidi*, pesad*, una y otra vez, otra vez lo mismo, siempre lo mismo, por tercera vez, sigo esperando, todavía espero, todavía no, aún no, sigo sin, pérdida de tiempo, perder el tiempo, desesper*, dando vueltas, imposible contactar, imposible hablar, agotador*`,
    ],
    [
      'disappointment',
      `decepcion*, desilusion*, esperaba más, esperaba algo mejor, esperaba mejor, lástima, lamentablemente, desgraciadamente, por desgracia, insatisfech*, descontent*, arrepient*, arrepent*, no es lo que esperaba, no era lo que esperaba, dejó que desear, deja que desear, antes era mejor, no cumple`,
    ],
    [
      'anger',
      `enfad*, enoj*, furios*, rabia, ira, indign*, vergonz*, vergüenza, inaceptable*, estafa*, robo, ladron*, odi*, asco, asqueros*, insult*, mentir*, abus*, denuncia*, abogad*, intolerable*, tomadura de pelo, sinvergüenza*, timo`,
    ],
    [
      'sadness',
      `trist*, triste*, deprim*, llor*, lágrimas, qué pena, da pena, desconsol*, infeliz, infelices, afligid*, desesperanz*, falleci*, dolor, dolid*`,
    ],
    [
      'fear',
      `miedo, temo, temer, temor*, asust*, preocup*, ansiedad, ansios*, nervios*, pánico, peligro*, amenaz*, insegur*, riesgo*, hackead*, inquiet*, alarm*`,
    ],
  ],
  fr: [
    [
      'joy',
      `heureu*, content*, ravi*, joie*, joyeu*, adore*, enchant*, plaisir, génial*, géniaux, merveilleu*, fantastique*, parfait*, super, réjoui*, amusant*, aime beaucoup, enthousiast*, régal*`,
    ],
    ['gratitude', `merci, mercis, remerci*, reconnaissan*, gratitude, mille mercis, merci beaucoup, bravo`],
    [
      'trust',
      `confian*, fiable*, honnête*, sérieu*, transparent*, rassur*, fais confiance, faire confiance, compter sur, serein*, parole tenue, tenu parole, loya*`,
    ],
    [
      'surprise',
      `surpris*, surpren*, inattendu*, étonn*, stupéfai*, incroyable*, choqué*, wow, je ne m' attendais pas, m' attendais pas, soudain*, bouche bée, inespéré*`,
    ],
    [
      'confusion',
      `confus*, perdu dans, pas clair*, peu clair*, incompréhensible*, comprends pas, pas compris, ne comprends, rien compris, aucune idée, contradict*, trompeu*, embrouill*, déroutant*, aucun sens, pas de sens, sais pas comment, sais pas quoi, sais pas pourquoi, perplexe*, ambigu*`,
    ],
    [
      'frustration',
      `frustr*, agac*, énerv*, marre, ras le bol, lass*, encore une fois, à chaque fois, toujours pas, toujours rien, toujours le même, troisième fois, attends toujours, attends depuis, perte de temps, perdre mon temps, pénible*, fatigu*, insupportable*, tourne en rond, impossible de joindre, impossible d' avoir, exaspér*`,
    ],
    [
      'disappointment',
      `déçu*, décev*, déception*, dommage, malheureusement, regrett*, insatisf*, mécontent*, attendais mieux, attendais plus, espérais mieux, espérais plus, pas à la hauteur, laisse à désirer, pas conforme, c' était mieux avant, mieux avant, désillusion*`,
    ],
    [
      'anger',
      `colère*, furieu*, fâch*, rage, enrag*, scandal*, honteu*, honte, inadmissible*, inacceptable*, arnaqu*, escroc*, voleu*, déteste*, haine, insult*, mensonge*, menteu*, menti, dégoût*, avocat*, plainte, intolérable*, foutage, indign*, révolt*`,
    ],
    [
      'sadness',
      `triste*, tristesse*, malheureux, malheureuse, déprim*, pleur*, larme*, chagrin*, peiné*, désespér*, navr*, décédé*, bouleversé*`,
    ],
    [
      'fear',
      `peur*, crain*, inquiet*, inquièt*, inquiét*, angoiss*, anxieu*, nerveu*, paniqu*, danger*, menac*, effray*, risque*, piraté*, insécurité, préoccup*, terrifi*`,
    ],
  ],
};
