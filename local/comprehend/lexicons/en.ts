import type { Valences } from './valences.ts';

/**
 * What customers say about products and service and the general VADER lexicon lacks or rates too mildly.
 * Valence −4..4, as in VADER; these entries win over VADER's. Written from general knowledge of the domain,
 * not from the labelled set in accuracy.test.ts.
 */
export const english: Valences = [
  [
    -3,
    `scam*, fraud*, ripoff*, rip-off*, rip off, ripped off, disgusting, unacceptable, worst, garbage, atrocious, appalling, abysmal, horrendous,
    inedible, unusable, useless, worthless, never again, waste of money, waste of time, total waste, complete waste, piece of junk, piece of crap,
    stay away, avoid at all costs, food poisoning, stolen, lost my data, data loss, nightmare`,
  ],
  [
    -2.5,
    `crap*, junk*, rude*, incompetent*, defective, faulty, infuriat*, outrageous, pathetic, dreadful, lousy, shoddy, awful*, terrible, horribl*,
    don't buy, do not buy, dont buy, don't waste, do not waste, not worth, isn't worth, wasn't worth, would not recommend, wouldn't recommend,
    can't recommend, cannot recommend, do not recommend, don't recommend, not recommended, fell apart, falls apart, stopped working, quit working,
    doesn't work, does not work, didn't work, did not work, won't work, don't work, not work, not working, never worked, never works, no longer work*,
    broke after, broke within, keeps crashing, kept crashing, won't be back, won't be going back, will not be back, not be returning,
    not going back, never go back, never going back, never come back, never return, never coming back, never be back`,
  ],
  [
    -2,
    `broken, breaks, broke, crash*, bug*, buggy, glitch*, freez*, unreliable, unresponsive, unhelpful, unprofessional, unfriendly, overpriced,
    too expensive, overcharged, double charged, charged twice, charged me twice, poor*, flimsy, cheaply made, waste, wasted, wasting, disappoint*, let down,
    letdown, bland, tasteless, flavorless, soggy, stale, undercooked, overcooked, burnt, greasy, dirty, filthy, gross, nasty, smelly, mediocre, fail*,
    underwhelm*, laggy, lags, unstable, misleading, dishonest, ignored, ignores, no response, no reply, no answer, never answered, nobody answer*,
    no one answer*, never arrived, never received, never called back, still waiting, not good, poorly, mess, messy, ruined, cracked, leaks, leaking, leaked,
    damaged, inaccurate, uncomfortable, irritat*, annoy*, frustrat*, boring, dull, lame, bored, predictable, pointless, senseless, unfunny, cliche*,
    plot holes, sucks, sucked, sick, regret*, unfortunately, insult*, overrated, unwatchable, excruciat*, drags, dragged`,
  ],
  [
    -1.5,
    `slow*, delay*, late, outage*, down again, error*, problem, problems, issue, issues, complain*, complaint*, confus*, complicated, cumbersome, clunky,
    hard to, difficult, missing, wrong, incorrect, expensive, pricey, refund*, returned it, sent it back, sending it back, send it back, too small, too big,
    too loud, too long, too salty, too short, short battery, dies quickly, drains, static, muffled, disconnect*, dropped, drops, lost, cold food,
    dry, chewy, tough meat, small portion*, tiny, plain, long wait, waited, waiting forever, crowded, noisy, lacking, lacks, lacked, lack of, weak, uncaring,
    outdated, scratch*, loose, stuck, stopped, unable, impossible, could have been better, should have, was cold, were cold, not impressed, not happy, not worth it,
    not enough, nothing special, forgettable, amateurish, stereotyp*, unbelievable plot, wooden, flat, thin plot, cheap`,
  ],
  [
    -1,
    `average, meh, okay at best, at best, so-so, too much, too many, too few, unclear, limited, nothing, never, no way, hype, hyped, cancel*, unsubscrib*, supposed to, instead of`,
  ],
  [
    1,
    `works, working, worked, fine, ok, okay, decent, reasonable, reasonably, affordable, fits, quick, quickly, simple, simply, clear, clearly, clean, fresh,
    warm, cozy, cosy, solid, handy, light, generous, juicy, tender, crisp, crispy, authentic, prompt, promptly, polite, resolved, fixed, solved, new favorite, well,
    attentive, smooth, smoothly, loud and clear, holds up, as described, as advertised, as expected, no complaints, no problem, no problems, no issues, no trouble`,
  ],
  [
    2,
    `recommend*, highly recommend*, fast, speedy, easy, easily, easy to use, friendly, helpful, responsive, reliable, comfortable, comfy, durable, sturdy,
    professional, intuitive, tasty, yummy, flavorful, great value, good value, good price, great price, great deal, worth it, well worth, well made,
    works well, works great, works fine, works perfectly, worked well, worked great, works like a charm, must see, must have, must try, must-see, definitely be back, will be back,
    we'll be back, i'll be back, will definitely, can't wait to go back, come back again, going back, satisfied, pleased, impressed, impressive, touching, moving,
    hilarious, clever, captivating, engaging, gripping, no complaints, exceeded, lifesaver, life saver, can't go wrong, can't beat, hooked, classic`,
  ],
  [
    3,
    `delicious, amazing, awesome, excellent, outstanding, fantastic, wonderful*, perfect*, superb, phenomenal, incredible, incredibly good, best, love, loved, loves, flawless*,
    exceptional, brilliant, masterpiece, top notch, top-notch, first class, five stars, 5 stars, blown away, blew me away, to die for, out of this world, couldn't be happier, exceeded my expectations,
    exceeded expectations, life changing`,
  ],
  [1.5, `i like, we like, i really like, really like, do like, liked, likes, likable, likeable`],
  [
    0,
    `like, i'd like, would like, just, well as, kind of, sort of, pretty, please, number, numbers, share, help, no, support, customer service, battery, cell, number one, play, feel like, felt like, would have, if only, dear, matter, matters, god, alone, fire, certain, certainly, kind, sure`,
  ],
];
