import type { Valences } from './valences.ts';

/** Emoji and emoticons in any language. Own judgement of common use in feedback. */
export const emoji: Valences = [
  [-3, '😡 🤬 🤮 💩 🖕 😠 👎'],
  [-2, "😞 😢 😭 😤 😒 😩 😫 🙄 😖 😣 💔 🤢 😔 😟 ☹ 🙁 😕 👿 😱 >:( :-( :( :'( D:"],
  [-1, '😐 😑 🤦 😬 🤷 :/ :-/ :| 😴 🐌'],
  [1, '🙂 😉 ;) ;-) 👌 🤗 😌 🙏 💪'],
  [2, '😀 😃 😄 😁 😊 👍 👏 :) :-) (: 🎉 ✨ 😆 :D :-D 😋 🥳 =) ^^ 🙌'],
  [3, '❤ 😍 🥰 💖 💕 💯 🤩 ⭐ 🌟 🏆 <3 😘 💙 💚 💛 🧡 💜'],
];
