/** A text as ids, ready for a model. */
export interface InputText {
  /** Rows of the embedding, -1 for a position without a word. */
  ids: Int32Array;
  /** How many of them are the text; what follows is padding, which the model reads like words. */
  length: number;
  /** Added to the vectors that the ids name, row-major [ids.length, dimensions]: to see what small changes do. */
  noise?: Float32Array;
}

/** A text without padding. */
export function inputText(ids: ArrayLike<number>): InputText {
  return { ids: Int32Array.from(ids), length: ids.length };
}
