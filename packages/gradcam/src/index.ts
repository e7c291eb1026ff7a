export { classMaps } from './classMaps.js';
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
export { type ExplainedToken, type ExplainedWindow, type Explanation, type Method, methods } from './explanation.js';
export { type FeatureMap, type GradCamOptions, gradCam } from './gradCam.js';
export { renderHtml } from './reports/explanationPage.js';
export { renderInspection } from './reports/inspectionPage.js';
export { renderInspectionText } from './reports/inspectionText.js';
export { renderTerminal, type TerminalOptions } from './reports/terminal.js';
export { renderTrainingReport, type TrainingReport } from './reports/trainingPage.js';
