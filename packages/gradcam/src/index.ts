export {
  type AttributeInput,
  type AttributeOptions,
  type Attribution,
  attribute,
  attributeAll,
} from './attribute.js';
export { classMaps } from './classMaps.js';
export { type ExplainOptions, explain } from './explain.js';
export { explainAll } from './explainAll.js';
export { ExplainError } from './explainError.js';
export {
  type BranchChoice,
  type ExplainedToken,
  type ExplainedWindow,
  type Explanation,
  type Method,
  methodScopes,
  methods,
  type ReceiptSum,
  type Span,
} from './explanation.js';
export type { FeatureMap } from './featureMaps/featureMap.js';
export { gradCam } from './featureMaps/gradCam.js';
export { explainReversal, type InvestigateOptions, investigate } from './investigate.js';
export { type Investigation, type Removal, type RemovalCurves, type Reversal, removals } from './investigation.js';
export type { BranchMap } from './methods/method.js';
export type { ExplainableModel, ModelBatch } from './model.js';
export { renderHtml } from './reports/explanationPage.js';
export { renderReversal } from './reports/reversalText.js';
export { type ColourDepth, renderTerminal, type TerminalOptions } from './reports/terminal.js';
export { renderTrainingReport, type TrainingReport } from './reports/trainingPage.js';
export { type FoundReversal, findReversal } from './reversal.js';
export type { ClassChoice, Target, TargetChoice } from './target.js';
