export { loadParameters, type SaveOptions, saveParameters } from './checkpoint.js';
export {
  type EpochEvent,
  type FitEvent,
  type FitOptions,
  fit,
  type ProfileEvent,
  type Progress,
  type StepEvent,
  type StoppedEvent,
  startOf,
} from './fit.js';
export { fitTemperature, temperatureBounds } from './fitTemperature.js';
export { type Fans, normal, xavierUniform, zeros } from './initializers.js';
export { Conv1d, type Conv1dOptions } from './layers/conv1d.js';
export { Dense, type DenseOptions } from './layers/dense.js';
export { Dropout } from './layers/dropout.js';
export { Embedding, type EmbeddingOptions } from './layers/embedding.js';
export { type Layer, parametersOf } from './layers/layer.js';
export { learningRateAt, type Schedule } from './learningRateAt.js';
export { accuracy } from './metrics/accuracy.js';
export { auc } from './metrics/auc.js';
export { aucOneVsRest } from './metrics/aucOneVsRest.js';
export { type Calibration, type CalibrationBin, type CalibrationOptions, calibration } from './metrics/calibration.js';
export { confusionMatrix } from './metrics/confusionMatrix.js';
export { logLoss } from './metrics/logLoss.js';
export { predictedClasses } from './metrics/predictedClasses.js';
export { type RocPoint, rocCurve } from './metrics/rocCurve.js';
export { Adam } from './optimizers/adam.js';
export { AdamW, type AdamWOptions } from './optimizers/adamW.js';
export { Averaged } from './optimizers/averaged.js';
export { clipByGlobalNorm } from './optimizers/clipByGlobalNorm.js';
export type { AdamOptions } from './optimizers/moments.js';
export type { Named, Optimizer } from './optimizers/optimizer.js';
export { Sgd, type SgdOptions } from './optimizers/sgd.js';
export { outputDirections } from './outputDirections.js';
export { ProjectedTextCnn } from './projectedTextCnn.js';
export {
  CheckpointError,
  readSafetensors,
  type SafetensorsFile,
  type StoredTensor,
  safetensorsPieces,
  writeSafetensors,
} from './safetensors.js';
export {
  articleNetwork,
  type Branch,
  TextCnn,
  type TextCnnBatch,
  type TextCnnOptions,
  type TextCnnResult,
} from './textCnn.js';
export { TrainingError } from './trainingError.js';
export type { LossOfShape, RecordedLoss, StepProfile } from './trainingSteps.js';
