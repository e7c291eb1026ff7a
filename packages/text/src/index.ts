export { type Batch, type BatchOptions, makeBatch, makeBatches } from './batches.js';
export type { FirstVectors } from './beginning.js';
export { Classifier, type ClassifierParts, type EncodedText, type Prediction, type Provenance } from './classifier.js';
export {
  type EncodedExample,
  encodePart,
  labelNumber,
  type PreprocessEvent,
  type Selection,
  selectExamples,
  type TokenizedDataset,
  tokenizeDataset,
  vocabularyOf,
} from './encode.js';
export { type EncodedLot, encodeAll } from './encodeAll.js';
export { type EvaluateEvent, type Evaluation, evaluate, evaluationOf } from './evaluation.js';
export { type Dataset, DatasetError, type Entry, type Example, type Split } from './examples.js';
export type { CalibrateEvent } from './firstTraining.js';
export {
  type ChunkSettings,
  type LemmaChunk,
  type Spans,
  type TokenizeAll,
  type Tokenizing,
  tokenizeHere,
} from './lemmaChunks.js';
export type { ModelInput } from './modelInput.js';
export { networkOptionsOf } from './networkOptions.js';
export { Ngrams } from './ngrams.js';
export { type PredictedLot, predictAll } from './predictAll.js';
export { predictionLine } from './predictionLine.js';
export type { Choose } from './prepare.js';
export { type Preprocess, type PreprocessOptions, preprocessHere } from './preprocess.js';
export { presetProblem } from './presetProblem.js';
export { type Preset, presets, withAllSettings } from './presets.js';
export { randomStreams } from './randomStreams.js';
export { loadClassifier, type SaveOptions, saveClassifier } from './savedClassifier.js';
export { type Score, Scorer } from './scorer.js';
export {
  type Learning,
  type LearnVectorsOptions,
  learnVectors,
  type SkipGramSettings,
  type StartLearning,
  type VectorsProgress,
} from './skipGram/learnVectors.js';
export { type TextCollection, trainingTexts } from './skipGram/textCollection.js';
export { balancedSample, stratifiedTestPart } from './split.js';
export { starterDataset } from './starterDataset.js';
export { type TablePart, tableDataset } from './tableDataset.js';
export { readTableHead, type TableHead } from './tableHead.js';
export { readTable, type TableFormat, type TableOptions, type TableRow, tableFormatOf } from './tables.js';
export { createTokenizer, type LeftOut, type Token, type Tokenize, type TokenizerSettings } from './tokens.js';
export {
  type EpochSummary,
  type TrainEvent,
  type TrainOptions,
  type TrainResult,
  train,
  type VectorsEvent,
} from './train.js';
export type { ClassifierEvent, DeviceLostEvent } from './trainEpochs.js';
export { type BatchLoss, type LossSettings, recordedLoss } from './trainingInputs.js';
export { loadTrainingState, saveTrainingState, type TrainingState } from './trainingState.js';
export { selectOnTrainingPart, type TrainingPartOptions } from './validationPart.js';
export { type ReadVectorsOptions, readVectors, VectorsError, type WantedWords, type WordVectors } from './vectors.js';
export { vectorText } from './vectorText.js';
export { reserved, Vocabulary } from './vocabulary.js';
