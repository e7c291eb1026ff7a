import model from 'wink-eng-lite-web-model';
import winkNLP, { type ItsFunction, type WinkMethods } from 'wink-nlp';

/** A word as wink sees it: what stands in the text, its lemma (lower-case), and whether it is a stop word. */
export interface Word {
  value: string;
  lemma: string;
  isStopWord: boolean;
}

/** What we change in wink's English model; its own types leave these parts open. */
interface Internals {
  core(): Core;
  featureFn(configuration: unknown): { pos: PartOfSpeech };
}
interface Core {
  features: { lexeme: { hash: Record<string, number>; list: string[] } };
  /** `packing.size` numbers for each word; the layout says which number and which of its bits hold a property. */
  lexicon: Uint32Array;
  packing: { size: number; layout: Record<'isContraction' | 'isSLemma', [at: number, bits: number]>; efList: string[] };
  trex: { ltc: Expression[]; rtc: Expression[] };
}
type Expression = [source: string, flags: string, category: number];
type PartOfSpeech = (word: string, category: number, cache: unknown) => number;

/** Each unknown word takes some 100 bytes for as long as a wink lives. A new wink is made in a millisecond. */
const mostUnknownWords = 50_000;

// Lemmas need the part of speech ("left": left or leave). Nothing needs sentences, entities, negation or sentiment, and
// reading their machines would take most of the time of making a wink. The last one also doubles with every reading.
const noMachine = { machines: [], transformers: [] };
const emptyMachine = { machines: ['[0,0,{"0":{}},{},{},{}]'], transformers: [] };
const onlyPartsOfSpeech = {
  sbd: () => noMachine,
  ner: () => noMachine,
  negation: () => emptyMachine,
  sa: () => emptyMachine,
  metaCER: () => noMachine,
};

let loadedCore: Core | undefined;

/**
 * A function that splits a text into wink's words, in order; white space makes no word. What it returns depends on its
 * text alone, whatever was read before. The first call of all unpacks the model, 60 ms; later ones take a millisecond.
 *
 * wink by itself puts every word it does not know into its dictionary, its lower-case form too, and never splits a word
 * that stands there: having read "a woman's, too", where the comma keeps it whole, it sees "woman's" as one word, before
 * that as "woman" and "'s". The part of speech of an unknown word sticks to it in the same way, and decides its lemma.
 * So we have wink forget every such word as soon as it has its part of speech: between two words the dictionary holds
 * just what the model brought.
 */
export function createWordReader(): (text: string) => Word[] {
  const internals = model as typeof model & Internals;
  loadedCore ??= withLinearUrls(withLemmasOfContractions(internals.core()));
  const core = loadedCore;
  const dictionary = core.features.lexeme;
  let unknownWords = 0;
  const forgetful = {
    ...model,
    ...onlyPartsOfSpeech,
    // The list of words only grows, so each wink has its own. Of unknown words only the part of speech is worked out.
    core: () => ({
      ...core,
      features: { ...core.features, lexeme: { ...dictionary, list: [...dictionary.list] } },
      packing: { ...core.packing, efList: ['pos'] },
    }),
    featureFn(configuration: unknown) {
      const feature = internals.featureFn(configuration);
      const pos: PartOfSpeech = (word, category, cache) => {
        const partOfSpeech = feature.pos(word, category, cache);
        delete dictionary.hash[word];
        unknownWords++;
        return partOfSpeech;
      };
      return { ...feature, pos };
    },
  };

  let wink = winkNLP(forgetful, ['pos']);
  return (text) => {
    if (unknownWords > mostUnknownWords) {
      wink = winkNLP(forgetful, ['pos']);
      unknownWords = 0;
    }
    return wordsOf(text, wink);
  };
}

function wordsOf(text: string, { readDoc, its }: WinkMethods): Word[] {
  const tokens = readDoc(text).tokens();
  const lemmas = tokens.out(its.lemma as ItsFunction<string>);
  const isStopWord = tokens.out(its.stopWordFlag);
  return tokens.out(its.value).flatMap((value, i) => {
    if (value.trim() === '') return [];
    return { value, lemma: lemmas[i]!.toLowerCase(), isStopWord: isStopWord[i] === true };
  });
}

/**
 * Contractions that wink leaves whole ("didnt," with its comma) get their normalized form as lemma. A contraction has
 * the place of its parts where other words have their lemma, and wink takes that for a word: for none at all at first,
 * for an unknown word of an earlier text once there are enough. Without the mark of a known lemma it works one out.
 */
function withLemmasOfContractions(core: Core): Core {
  const { size, layout } = core.packing;
  const [atContraction, contraction] = layout.isContraction;
  const [atLemma, knownLemma] = layout.isSLemma;
  for (let word = 0; word < core.lexicon.length; word += size) {
    if (core.lexicon[word + atContraction]! & contraction) core.lexicon[word + atLemma]! &= ~knownLemma;
  }
  return core;
}

/**
 * wink's expressions for a URL try every way to cut its host and user name into parts: "//11111111.11111111.…" takes
 * longer than anyone waits. These match the same, and cut in one way only.
 */
function withLinearUrls(core: Core): Core {
  const host = String.raw`(?:[a-z\u00A1-\uFFFF\d]-*)*[a-z\u00A1-\uFFFF\d]+`;
  const linearHost = String.raw`[a-z\u00A1-\uFFFF\d]+(?:-+[a-z\u00A1-\uFFFF\d]+)*`;
  const linear = ([source, flags, category]: Expression): Expression => [
    source.replaceAll(host, linearHost).replaceAll(String.raw`(?:\S+(?::\S*)?@)?`, String.raw`(?:\S+@)?`),
    flags,
    category,
  ];
  return { ...core, trex: { ...core.trex, ltc: core.trex.ltc.map(linear), rtc: core.trex.rtc.map(linear) } };
}
