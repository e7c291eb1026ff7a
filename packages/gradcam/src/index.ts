export { classMaps } from './classMaps.js';
export { type ExplainOptions, explain } from './explain.js';
export { explainAll } from './explainAll.js';
export { ExplainError } from './explainError.js';
export { type ExplainedToken, type ExplainedWindow, type Explanation, type Method, methods } from './explanation.js';
export { type FeatureMap, type GradCamOptions, gradCam } from './gradCam.js';
export { renderHtml } from './reports/explanationPage.js';
export { type ColourDepth, renderTerminal, type TerminalOptions } from './reports/terminal.js';
export { renderTrainingReport, type TrainingReport } from './reports/trainingPage.js';
