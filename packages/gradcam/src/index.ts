export { type Attribution, attribute, attributeAll } from './attribute.js';
export type { AttributeInput } from './attributeInput.js';
export type { AttributeOptions } from './attributeOptions.js';
export { type AuditOptions, audit } from './audit/audit.js';
export type { AuditEvent } from './audit/auditing.js';
export {
  type Audit,
  type AuditRow,
  type Estimate,
  type Metric,
  metricDirections,
  metrics,
  type Randomization,
  type SelfTest,
} from './audit/auditResult.js';
export { type InspectEvent, type InspectOptions, inspect } from './corpus/inspect.js';
export type {
  ClassWords,
  ConfidentError,
  ConfusionCell,
  Coverage,
  CoveragePart,
  FilterNgrams,
  InspectedData,
  Inspection,
  Ngram,
  Reliability,
  ReliabilityBin,
  Review,
  RocMark,
  RocOfClass,
  Suspicion,
  SuspiciousWord,
  WordEffect,
} from './corpus/inspection.js';
export type { LabelledText } from './corpus/outcomeTally.js';
export { type ExplainOptions, explain } from './explain.js';
export { explainAll } from './explainAll.js';
export { ExplainError } from './explainError.js';
export {
  type BranchChoice,
  type ExplainedNgram,
  type ExplainedToken,
  type ExplainedWindow,
  type Explanation,
  type Method,
  methodScopes,
  methods,
  type ReceiptSum,
  type Span,
} from './explanation.js';
export { aopc } from './faithfulness/aopc.js';
export { type BootstrapOptions, bootstrapInterval, type Interval } from './faithfulness/bootstrapInterval.js';
export { comprehensiveness } from './faithfulness/comprehensiveness.js';
export { type Curve, deletionCurve, insertionCurve } from './faithfulness/curves.js';
export type { KeptScore } from './faithfulness/fractionSets.js';
export { type InfidelityOptions, infidelity } from './faithfulness/infidelity.js';
export { kendallTau } from './faithfulness/kendallTau.js';
export { type MaxSensitivityOptions, maxSensitivity } from './faithfulness/maxSensitivity.js';
export { orderOf, randomOrders } from './faithfulness/order.js';
export { spearman } from './faithfulness/spearman.js';
export { sufficiency } from './faithfulness/sufficiency.js';
export type { FeatureMap, FeatureMapOptions } from './featureMaps/featureMap.js';
export { gradCam } from './featureMaps/gradCam.js';
export { gradCamPlusPlus } from './featureMaps/gradCamPlusPlus.js';
export { hiResCam } from './featureMaps/hiResCam.js';
export { layerCam } from './featureMaps/layerCam.js';
export { explainReversal, type InvestigateOptions, investigate } from './investigate.js';
export { type Investigation, type Removal, type RemovalCurves, type Reversal, removals } from './investigation.js';
export type { BranchMap } from './methods/method.js';
export type { ExplainableModel, ModelBatch } from './model.js';
export { type IntegratedGradientsOptions, integratedGradients } from './plain/integratedGradients.js';
export { type OcclusionOptions, occlusion } from './plain/occlusion.js';
export { renderInspection } from './reports/inspectionPage.js';
export { renderInspectionText } from './reports/inspectionText.js';
export type { ColourDepth } from './reports/painter.js';
export { renderHtml } from './reports/renderHtml.js';
export { renderReversal } from './reports/reversalText.js';
export { renderSweepReport } from './reports/sweepPage.js';
export type { Spread, SweepReport, SweptCandidate } from './reports/sweepReport.js';
export { renderTerminal, type TerminalOptions } from './reports/terminal.js';
export { renderTrainingReport, type TrainingReport } from './reports/trainingPage.js';
export { type FoundReversal, findReversal } from './reversal.js';
export type { ClassChoice, Target, TargetChoice } from './target.js';
export type { NgramValue } from './wordValues.js';
